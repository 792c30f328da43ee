import { expect, onTestFinished, test } from "vitest";
import { query, read, transact } from "#server/context.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { receiveChanges } from "#server/conversations/receive/receive-changes.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { lockAwaited } from "#server/testing/lock-awaited.ts";
import { openRooms } from "#server/testing/open-rooms.ts";

test.each([1, 2])(
  "a reaction that is just being kept is on its message, which comes at that moment (%i at once)",
  async (count) => {
    const rooms = await openRooms([]);
    onTestFinished(() => rooms.close());
    const context = rooms.contextOf(await rooms.addWorkspace());
    const channelId = await addChannel(context);
    const text = (sequence: number): InboundUpdate => ({
      ...{
        kind: "message",
        direction: "inbound",
        externalId: `m${sequence}`,
        sequence,
        chatId: "7",
        sentAt: rooms.clock.now(),
      },
      sender: { externalId: "7", name: "Ana", username: null, language: null, phone: null },
      content: { kind: "text", text: `Text ${sequence}`, entities: [] },
      ...{ replyToExternalId: null, raw: null },
    });
    const receive = (updates: InboundUpdate[]) => receiveUpdates(context, { channelId, updates, position: null });
    await receive([text(1)]);
    const coming = Array.from({ length: count }, (_, index) => text(2 + index));
    let storing: Promise<void> | undefined;
    await transact(context, async (tx) => {
      const target = { targetExternalId: "m2", chatId: "7", at: rooms.clock.now() };
      await receiveChanges(tx, channelId, [{ kind: "reaction", by: "customer", emoji: "👍", ...target }]);
      storing = receive(coming);
      await lockAwaited(tx);
    });
    await storing;
    const emojis = await read(context, query.selectFrom("reactions").select("emoji"));
    expect(emojis).toEqual([{ emoji: "👍" }]);
  },
);

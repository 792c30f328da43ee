import { afterAll, beforeAll, expect, test } from "vitest";
import { type Context, query, read } from "#server/context.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { type Writer, writer } from "#server/testing/write-inbound.ts";

let rooms: Rooms;

beforeAll(async () => {
  rooms = await openRooms([]);
});
afterAll(() => rooms.close());

/** A channel, and what PostgreSQL had to end as nothing else would have ended it. */
async function openLane() {
  const deadlocks: unknown[] = [];
  const context = watched(rooms.contextOf(await rooms.addWorkspace()), deadlocks);
  const channelId = await addChannel(context);
  const receive = (...updates: InboundUpdate[]) => receiveUpdates(context, { channelId, updates, position: null });
  return { context, receive, deadlocks };
}

function watched(context: Context, deadlocks: unknown[]): Context {
  const transaction: Context["database"]["transaction"] = async (id, work) => {
    try {
      return await context.database.transaction(id, work);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "40P01") deadlocks.push(error);
      throw error;
    }
  };
  return { ...context, database: { ...context.database, transaction } };
}

const rounds = Array.from({ length: 10 }, (_, round) => round);
// More than there are connections: some begin when others have stored the first already.
const copies = Array.from({ length: 40 }, (_, copy) => copy);

test("copies of a first message that tell ever earlier times wait for each other, and the earliest counts", async () => {
  for (const _ of rounds) {
    const { context, receive, deadlocks } = await openLane();
    const hello = writer(1).text("Hello");
    const sentAt = (copy: number) => new Date(hello.sentAt.getTime() - copy * 1_000);
    await Promise.all(copies.map((copy) => receive({ ...hello, raw: { copy }, sentAt: sentAt(copy) })));
    expect(deadlocks).toEqual([]);
    const shown = await read(context, query.selectFrom("conversations").select(["inbound_count", "last_message_at"]));
    expect(shown).toEqual([{ inbound_count: 1, last_message_at: sentAt(copies.length - 1) }]);
  }
});

test("batches that tell of two chats, each the other one first, wait for each other", async () => {
  for (const _ of rounds) {
    const { context, receive, deadlocks } = await openLane();
    const [ana, ben] = [writer(1, "Ana"), writer(2, "Ben")];
    await receive(ana.text("Hello"), ben.text("Hello"));
    // With what the service tells besides, a message does not simply come next.
    const asked = (customer: Writer) => customer.text("And?", { raw: {} });
    const answered = (customer: Writer): InboundUpdate => {
      return { ...customer.text("Yes", { direction: "outbound" }), kind: "echo", messageId: null };
    };
    const batches = [
      [asked(ana), answered(ben)],
      [answered(ana), asked(ben)],
    ];
    await Promise.all(copies.map((copy) => receive(...(batches[copy % 2] ?? []))));
    expect(deadlocks).toEqual([]);
    expect(await read(context, query.selectFrom("messages").select("id"))).toHaveLength(6);
  }
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { reopenConversation } from "#contract/conversations.ts";
import { query, read, transact } from "#server/context.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { lockAwaited } from "#server/testing/lock-awaited.ts";
import { noLines } from "#server/testing/no-lines.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { writer } from "#server/testing/write-inbound.ts";

let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms(conversationRoutes(noLines));
});
afterAll(() => rooms.close());

test("whoever is just being shut out does not keep what is opened again", async () => {
  const context = rooms.contextOf(await rooms.addWorkspace());
  const [manager, ben] = [await rooms.addMember(context.workspaceId), await rooms.addMember(context.workspaceId)];
  const updates = [writer(1).text("Hello")];
  await receiveUpdates(context, { channelId: await addChannel(context), updates, position: null });
  const archived = { assignee_id: ben.memberId, archived_at: rooms.clock.now() };
  await transact(context, (tx) => tx.db.updateTable("conversations").set(archived).execute());
  const [before] = await read(context, query.selectFrom("conversations").select("id"));
  let opening: Promise<unknown> | undefined;
  await transact(context, async (tx) => {
    await tx.db.updateTable("members").set({ status: "deactivated" }).where("id", "=", ben.memberId).execute();
    opening = manager.ok(reopenConversation, { params: { conversationId: before?.id ?? "" } });
    await lockAwaited(tx);
  });
  await opening;
  const after = await read(context, query.selectFrom("conversations").select(["archived_at", "assignee_id"]));
  expect(after).toEqual([{ archived_at: null, assignee_id: null }]);
});

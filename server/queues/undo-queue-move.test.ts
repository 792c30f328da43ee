import { afterAll, beforeAll, expect, test } from "vitest";
import { giveQueue, undoQueueMove } from "#contract/queues.ts";
import { query, read, transact } from "#server/context.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { queueRoutes } from "#server/queues/routes.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { addTeam } from "#server/testing/add-team.ts";
import { lockAwaited } from "#server/testing/lock-awaited.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { writer } from "#server/testing/write-inbound.ts";

let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms(queueRoutes());
});
afterAll(() => rooms.close());

test("an undo gives nothing back to whoever is just being shut out", async () => {
  const context = rooms.contextOf(await rooms.addWorkspace());
  const [manager, ben] = [await rooms.addMember(context.workspaceId), await rooms.addMember(context.workspaceId)];
  const channelId = await addChannel(context);
  await receiveUpdates(context, { channelId, updates: [writer(1).text("Hello")], position: null });
  await transact(context, (tx) => tx.db.updateTable("conversations").set({ assignee_id: ben.memberId }).execute());
  const given = { teamId: await addTeam(context, "Sales", []), moveOpen: true };
  const { lastMove } = await manager.ok(giveQueue, { params: { channelId }, body: given });
  let undoing: Promise<unknown> | undefined;
  await transact(context, async (tx) => {
    await tx.db.updateTable("members").set({ status: "deactivated" }).where("id", "=", ben.memberId).execute();
    undoing = manager.ok(undoQueueMove, { params: { moveId: lastMove?.id ?? "" } });
    await lockAwaited(tx);
  });
  await undoing;
  const after = await read(context, query.selectFrom("conversations").select(["team_id", "assignee_id"]));
  expect(after).toEqual([{ team_id: null, assignee_id: null }]);
});

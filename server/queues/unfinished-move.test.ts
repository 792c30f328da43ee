import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import * as contract from "#contract/queues.ts";
import { type Context, query, read, type Transaction, transact } from "#server/context.ts";
import { assignConversation } from "#server/conversations/assignment/assign-conversation.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { accessActor } from "#server/members/access.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { createLog } from "#server/platform/log/log.ts";
import { forgetMoved } from "#server/queues/forget-moved.ts";
import { queueJobs } from "#server/queues/jobs.ts";
import { queueRoutes } from "#server/queues/routes.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { addTeam } from "#server/testing/add-team.ts";
import { joinAsWorker } from "#server/testing/join-as-worker.ts";
import { lockAwaited } from "#server/testing/lock-awaited.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";

const hour = 3_600_000;
const log = createLog("fatal");

let rooms: Rooms;
let context: Context;
let channelId: string;
let sales: string;
let manager: TestClient & { memberId: string };
let ben: TestClient & { memberId: string };
let ids: string[];
/** The connections of the role that works off jobs, which may also end those of the application to this test's database. */
let owner: ReturnType<typeof openPool>;

beforeAll(async () => {
  rooms = await openRooms(queueRoutes());
  owner = openPool(rooms.ownerUrl, 12, log);
  // So that jobs that are enqueued for in a minute are due at once.
  rooms.clock.advance(-2 * 60_000);
});
afterAll(async () => {
  await owner.end();
  await rooms.close();
});
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  channelId = await addChannel(context);
  manager = await rooms.addMember(context.workspaceId, "manager");
  ben = await rooms.addMember(context.workspaceId, "user");
  sales = await addTeam(context, "Sales", [ben.memberId]);
  for (const number of [1, 2, 3, 4]) {
    await receiveUpdates(context, { channelId, updates: [writer(number).text("Hello")], position: null });
  }
  ids = (await conversations()).map(({ id }) => id);
});

test("a job finishes a move whose process has ended, but for what people have claimed, and tells of it once", async () => {
  await interruptMove();
  expect(await teams()).toEqual([sales, sales, null, null]);
  expect(await audit("queue.moved")).toEqual([]);
  const [, , , claimed = ""] = ids;
  const asBen = { ...context, actor: await accessActor(context, ben.memberId) };
  await assignConversation(asBen, claimed, { memberId: ben.memberId, expectedAssigneeId: null });

  await startJobs();
  await expect.poll(() => audit("queue.moved")).toHaveLength(1);
  expect(await teams()).toEqual([sales, sales, sales, null]);
  expect(await audit("queue.moved")).toEqual([{ actor_id: manager.memberId, after: { moved: 3 } }]);
  expect(await tellings()).toHaveLength(1);
  const moved = await facts("conversation.moved");
  expect(moved.map(({ actor_id }) => actor_id)).toEqual(Array(3).fill(manager.memberId));

  const undone = await undo();
  expect(undone).toMatchObject({ team: null, lastMove: { moved: 3, restored: 3 } });
  expect(await teams()).toEqual([null, null, null, null]);
});

test("asking again goes on with a move that was interrupted, and one undo takes back all of it", async () => {
  await interruptMove();
  const given = await give();
  expect(given).toMatchObject({ team: { id: sales }, lastMove: { moved: 4 } });
  await startJobs();
  await jobsDone();
  expect(await audit("queue.moved")).toEqual([{ actor_id: manager.memberId, after: { moved: 4 } }]);
  expect(await undo()).toMatchObject({ team: null, lastMove: { moved: 4, restored: 4 } });
  expect(await teams()).toEqual([null, null, null, null]);
});

test("an undo stops a move that goes on, and so does giving the queue to somebody else", async () => {
  await interruptMove();
  expect(await undo()).toMatchObject({ team: null, lastMove: { moved: 2, restored: 2 } });
  await interruptMove();
  const support = await addTeam(context, "Support", []);
  await manager.ok(contract.giveQueue, { params: { channelId }, body: { teamId: support } });
  await startJobs();
  await jobsDone();
  expect(await teams()).toEqual([sales, sales, null, null]);
  const entry = { actor_id: manager.memberId, after: { moved: 2 } };
  expect(await audit("queue.moved")).toEqual([entry, entry]);
});

test("where conversations were is forgotten when a move can no longer be undone", async () => {
  await give();
  const kept = () => read(context, query.selectFrom("queue_move_conversations").select("conversation_id"));
  rooms.clock.advance(24 * hour);
  await forgetMoved(context);
  expect(await kept()).toHaveLength(4);
  rooms.clock.advance(24 * hour + 1_000);
  await forgetMoved(context);
  rooms.clock.advance(-48 * hour - 1_000);
  expect(await kept()).toEqual([]);
  expect((await manager.ok(contract.listQueues)).items).toMatchObject([{ lastMove: { moved: 4 } }]);
});

/** Two conversations are held until the move has done the others and waits for them; then its connection dies. */
async function interruptMove(): Promise<void> {
  let giving: ReturnType<typeof callGive> | undefined;
  await transact(context, async (tx) => {
    await hold(tx, ids.slice(2));
    giving = callGive();
    const [mover] = await lockAwaited(tx);
    await owner.query("select pg_terminate_backend($1)", [mover]);
    expect((await giving).status).toBeGreaterThanOrEqual(500);
  });
}

async function hold(tx: Transaction, held: readonly string[]): Promise<void> {
  await tx.db.selectFrom("conversations").select("id").where("id", "in", held).forUpdate().execute();
}

function callGive() {
  return manager.call(contract.giveQueue, { params: { channelId }, body: { teamId: sales, moveOpen: true } });
}

function give(): Promise<contract.Queue> {
  return manager.ok(contract.giveQueue, { params: { channelId }, body: { teamId: sales, moveOpen: true } });
}

async function undo(): Promise<contract.Queue> {
  const [queue] = (await manager.ok(contract.listQueues)).items;
  return manager.ok(contract.undoQueueMove, { params: { moveId: queue?.lastMove?.id ?? "" } });
}

async function startJobs(): Promise<void> {
  const worker = await joinAsWorker(rooms);
  onTestFinished(() => worker.stop());
  await worker.workOff(queueJobs());
}

async function jobsDone(): Promise<void> {
  const left = "select from graphile_worker.jobs where task_identifier = 'move_open'";
  await expect.poll(async () => (await owner.query(left)).rowCount).toBe(0);
}

function conversations() {
  return read(context, query.selectFrom("conversations").select(["id", "team_id"]).orderBy("created_at").orderBy("id"));
}

async function teams(): Promise<(string | null)[]> {
  return (await conversations()).map(({ team_id }) => team_id);
}

function facts(kind: string) {
  return read(context, query.selectFrom("facts").select(["id", "actor_id"]).where("kind", "=", kind));
}

/** What makes open browsers read again, as far as it was published. */
async function tellings() {
  const told = (await facts("conversations.moved")).map(({ id }) => id);
  return rooms.published.filter(({ id }) => told.includes(id));
}

function audit(action: "queue.moved") {
  return read(
    context,
    query.selectFrom("audit_entries").select(["actor_id", "after"]).where("action", "=", action).orderBy("id"),
  );
}

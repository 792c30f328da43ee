import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { reopenConversation, unassignConversation } from "#contract/conversations.ts";
import * as contract from "#contract/queues.ts";
import { createTeam, addTeamMember as join } from "#contract/teams.ts";
import { type Context, query, read, transact } from "#server/context.ts";
import { assignConversation } from "#server/conversations/assignment/assign-conversation.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { accessActor } from "#server/members/access.ts";
import { newId } from "#server/platform/identifier.ts";
import { giveQueue } from "#server/queues/give-queue.ts";
import { queueRoutes } from "#server/queues/routes.ts";
import { teamRoutes } from "#server/teams/routes.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { lockAwaited } from "#server/testing/lock-awaited.ts";
import { noLines } from "#server/testing/no-lines.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";

const hour = 3_600_000;

let rooms: Rooms;
let context: Context;
let channelId: string;
let manager: TestClient & { memberId: string };
let ben: TestClient & { memberId: string };
let eva: TestClient & { memberId: string };
let sales: string;
let support: string;

beforeAll(async () => {
  rooms = await openRooms([...queueRoutes(), ...teamRoutes(), ...conversationRoutes(noLines)]);
});
afterAll(() => rooms.close());
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  channelId = await addChannel(context);
  manager = await rooms.addMember(context.workspaceId, "manager");
  ben = await rooms.addMember(context.workspaceId, "user");
  eva = await rooms.addMember(context.workspaceId, "user");
  sales = (await manager.ok(createTeam, { body: { name: "Sales" } })).id;
  support = (await manager.ok(createTeam, { body: { name: "Support" } })).id;
  await manager.ok(join, { params: { teamId: sales, memberId: ben.memberId } });
  await manager.ok(join, { params: { teamId: support, memberId: eva.memberId } });
});

test("what begins from now on is the team's and waits; what began before stays everyone's", async () => {
  await write(1, "Before");
  const given = await give(sales);
  expect(given).toMatchObject({ channel: { id: channelId }, team: { id: sales, name: "Sales" }, lastMove: null });
  await write(2, "After");
  expect(await belongings()).toEqual([
    { team_id: null, assignee_id: null, waits: false },
    { team_id: sales, assignee_id: null, waits: true },
  ]);
  expect((await ben.ok(contract.listQueues)).items).toEqual([given]);
});

test("an archived conversation that is opened again becomes the team's; only an assignee in it keeps it", async () => {
  for (const number of [1, 2, 3]) await write(number, "Hello");
  const [first = "", second = "", third = ""] = await ids();
  await change(first, { assignee_id: ben.memberId, archived_at: rooms.clock.now() });
  await change(second, { assignee_id: eva.memberId, archived_at: rooms.clock.now() });
  await change(third, { assignee_id: eva.memberId, archived_at: rooms.clock.now() });
  await give(sales);
  expect(await belongings()).toMatchObject([{ team_id: null }, { team_id: null }, { team_id: null }]);
  await write(1, "Again");
  await write(2, "Again");
  // Whoever opens it sees what became of it, though it has left their sight.
  const reopened = await eva.ok(reopenConversation, { params: { conversationId: third } });
  expect(reopened).toMatchObject({ archivedAt: null, team: { id: sales }, assignee: null });
  expect(await belongings()).toEqual([
    { team_id: sales, assignee_id: ben.memberId, waits: false },
    { team_id: sales, assignee_id: null, waits: true },
    { team_id: sales, assignee_id: null, waits: true },
  ]);
  expect(await factsOf(second, "conversation.reopened")).toMatchObject([
    { details: { former: { teamId: null, assigneeId: eva.memberId } } },
  ]);
});

test("whoever works here no longer keeps nothing, also where a queue is everyone's", async () => {
  await write(1, "Hello");
  const [id = ""] = await ids();
  await change(id, { assignee_id: ben.memberId, archived_at: rooms.clock.now() });
  await transact(context, (tx) =>
    tx.db.updateTable("members").set({ status: "deactivated" }).where("id", "=", ben.memberId).execute(),
  );
  await write(1, "Again");
  expect(await belongings()).toEqual([{ team_id: null, assignee_id: null, waits: false }]);
});

test("a conversation waits for its team again when its assignee is taken from it", async () => {
  await give(sales);
  await write(1, "Hello");
  const [id = ""] = await ids();
  await change(id, { assignee_id: ben.memberId, waiting_since: null });
  await ben.ok(unassignConversation, { params: { conversationId: id } });
  expect(await belongings()).toEqual([{ team_id: sales, assignee_id: null, waits: true }]);
  expect(await factsOf(id, "conversation.unassigned")).toMatchObject([
    { details: { former: { teamId: sales, assigneeId: ben.memberId } } },
  ]);
});

test("the open ones move along on demand, as many as were announced, and come back exactly as they were", async () => {
  for (const number of [1, 2, 3, 4]) await write(number, "Hello");
  const [first = "", second = "", third = "", fourth = ""] = await ids();
  await change(first, { assignee_id: ben.memberId });
  await change(second, { team_id: support, assignee_id: eva.memberId });
  await change(third, { team_id: support, waiting_since: new Date(rooms.clock.now().getTime() - hour) });
  await change(fourth, { archived_at: rooms.clock.now() });
  const before = await states();
  expect(await preview(sales)).toEqual({ moving: 3, losingAssignee: 1 });
  const moved = await give(sales, true);
  expect(moved.lastMove).toMatchObject({ moved: 3, undoneAt: null, restored: null });
  expect((await ben.ok(contract.listQueues)).items).toEqual([{ ...moved, lastMove: null }]);
  expect(await belongings()).toEqual([
    { team_id: sales, assignee_id: ben.memberId, waits: false },
    { team_id: sales, assignee_id: null, waits: true },
    { team_id: sales, assignee_id: null, waits: true },
    { team_id: null, assignee_id: null, waits: false },
  ]);
  expect(await factsOf(second, "conversation.moved")).toMatchObject([
    { details: { teamId: sales, former: { teamId: support, assigneeId: eva.memberId } } },
  ]);
  const undone = await undo(moved);
  expect(undone).toMatchObject({ team: null, lastMove: { moved: 3, restored: 3, undoneAt: expect.any(String) } });
  expect(await states()).toEqual(before);
  expect(await undo(moved)).toEqual(undone);
  expect((await audit()).map(({ action }) => action)).toEqual(["queue.given", "queue.moved", "queue.move_undone"]);
});

test("an undo takes back what the team's distribution has given out, and leaves what people have done", async () => {
  for (const number of [1, 2, 3]) await write(number, "Hello");
  const [distributed = "", claimed = "", passedOn = ""] = await ids();
  const moved = await give(sales, true);
  rooms.clock.advance(1000);
  await change(distributed, { assignee_id: ben.memberId, waiting_since: null });
  await announceBy(null, "conversation.assigned", distributed);
  await change(claimed, { assignee_id: ben.memberId, waiting_since: null });
  await announceBy(ben.memberId, "conversation.assigned", claimed);
  await change(passedOn, { team_id: support });
  expect((await undo(moved)).lastMove).toMatchObject({ moved: 3, restored: 1 });
  expect(await belongings()).toMatchObject([
    { team_id: null, assignee_id: null },
    { team_id: sales, assignee_id: ben.memberId },
    { team_id: support, assignee_id: null },
  ]);
});

test("a move that moves nothing leaves no trace, and one can be undone for 24 hours and no longer", async () => {
  expect((await give(sales, true)).lastMove).toBeNull();
  await write(1, "Hello");
  const moved = await give(null, true);
  expect(moved.lastMove).toMatchObject({ moved: 1 });
  rooms.clock.advance(24 * hour + 1000);
  const refused = await manager.call(contract.undoQueueMove, { params: { moveId: moved.lastMove?.id ?? "" } });
  expect(refused).toMatchObject({ status: 409, problem: { code: "too_late" } });
  expect((await manager.ok(contract.listQueues)).items).toMatchObject([{ team: null, lastMove: null }]);
});

test("an undo leaves alone a queue that was given to somebody else since, and a team that is gone", async () => {
  await give(support);
  await write(1, "Hello");
  const moved = await give(sales, true);
  await transact(context, (tx) => tx.db.updateTable("conversations").set({ team_id: sales }).execute());
  await give(null);
  expect(await undo(moved)).toMatchObject({ team: null, lastMove: { restored: 1 } });
  expect(await belongings()).toMatchObject([{ team_id: support }]);
});

test("an undo leaves with its member what they claim at this very moment", async () => {
  await write(1, "Hello");
  const [id = ""] = await ids();
  const moved = await give(sales, true);
  let undoing: Promise<contract.Queue> | undefined;
  const claim = { memberId: ben.memberId, expectedAssigneeId: null };
  await transact({ ...context, actor: await accessActor(context, ben.memberId) }, async (tx) => {
    await assignConversation(tx, id, claim);
    undoing = undo(moved);
    await lockAwaited(tx);
  });
  expect((await undoing)?.lastMove).toMatchObject({ restored: 0 });
  expect(await belongings()).toEqual([{ team_id: sales, assignee_id: ben.memberId, waits: false }]);
});

test("what begins or is opened again while a queue is just being given away is the new team's", async () => {
  await write(1, "Hello");
  const [archived = ""] = await ids();
  await change(archived, { archived_at: rooms.clock.now() });
  let receiving: Promise<unknown> | undefined;
  await transact(context, async (tx) => {
    await giveQueue(tx, channelId, { teamId: sales, moveOpen: false });
    receiving = Promise.all([write(1, "Again"), write(2, "Hello")]);
    await lockAwaited(tx, 2);
  });
  await receiving;
  expect(await belongings()).toMatchObject([{ team_id: sales }, { team_id: sales }]);
});

test("none is left between two teams when a queue changes hands under load", async () => {
  let number = 0;
  let isGoing = true;
  const customers = async () => {
    while (isGoing) {
      number += 1;
      await write(number, "Hello");
    }
  };
  const load = Promise.all([customers(), customers(), customers()]);
  for (const teamId of [sales, support, null, sales]) {
    const count = number;
    await expect.poll(() => number).toBeGreaterThan(count + 5);
    await give(teamId, true);
  }
  isGoing = false;
  await load;
  const all = await belongings();
  expect(all).toEqual(all.map(() => ({ team_id: sales, assignee_id: null, waits: true })));
  expect(all.length).toBeGreaterThan(20);
});

test("a team that does not exist is refused, and users give nothing away", async () => {
  const call = { params: { channelId }, body: { teamId: newId() } };
  expect(await manager.call(contract.giveQueue, call)).toMatchObject({
    status: 422,
    problem: { code: "unknown_team", fields: [{ path: "teamId" }] },
  });
  const query = { teamId: newId() };
  expect((await manager.call(contract.previewQueueMove, { params: { channelId }, query })).status).toBe(422);
  expect((await ben.call(contract.giveQueue, { params: { channelId }, body: { teamId: sales } })).status).toBe(403);
});

function give(teamId: string | null, moveOpen = false) {
  return manager.ok(contract.giveQueue, { params: { channelId }, body: { teamId, moveOpen } });
}

function preview(teamId: string) {
  return manager.ok(contract.previewQueueMove, { params: { channelId }, query: { teamId } });
}

function undo({ lastMove }: contract.Queue) {
  return manager.ok(contract.undoQueueMove, { params: { moveId: lastMove?.id ?? "" } });
}

/** The same number is the same customer; what they write again comes later. */
async function write(number: number, text: string): Promise<void> {
  const sequence = text === "Again" ? 2 : 1;
  await receiveUpdates(context, { channelId, updates: [writer(number).text(text, { sequence })], position: null });
}

async function states() {
  return read(context, query.selectFrom("conversations").selectAll().orderBy("created_at").orderBy("id"));
}

async function ids(): Promise<string[]> {
  return (await states()).map(({ id }) => id);
}

async function belongings() {
  return (await states()).map(({ team_id, assignee_id, waiting_since }) => ({
    ...{ team_id, assignee_id },
    waits: waiting_since !== null,
  }));
}

type Change = Partial<Awaited<ReturnType<typeof states>>[number]>;

async function change(id: string, columns: Change): Promise<void> {
  await transact(context, (tx) => tx.db.updateTable("conversations").set(columns).where("id", "=", id).execute());
}

async function announceBy(actorId: string | null, kind: string, conversationId: string): Promise<void> {
  const at = rooms.clock.now();
  const fact = { workspace_id: context.workspaceId, id: newId(), kind, at, actor_id: actorId, subject_id: null };
  await transact(context, (tx) =>
    tx.db
      .insertInto("facts")
      .values({ ...fact, conversation_id: conversationId })
      .execute(),
  );
}

function factsOf(conversationId: string, kind: string) {
  const facts = query.selectFrom("facts").selectAll().where("conversation_id", "=", conversationId);
  return read(context, facts.where("kind", "=", kind));
}

async function audit() {
  const entries = query.selectFrom("audit_entries").select(["action", "before", "after"]).orderBy("id");
  return (await read(context, entries)).filter(({ action }) => action.startsWith("queue."));
}

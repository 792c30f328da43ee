import { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import * as conversations from "#contract/conversations.ts";
import { type Availability, chooseAvailability } from "#contract/members.ts";
import { listMessages } from "#contract/messages.ts";
import { listNotifications } from "#contract/notifications.ts";
import { addTeamMember, createTeam, type Distribution, editTeam, removeTeamMember } from "#contract/teams.ts";
import type { Context } from "#server/context.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { workspaceDatabase } from "#server/platform/database/workspace-database.ts";
import { localEventBus } from "#server/platform/events/event-bus.ts";
import { createLog } from "#server/platform/log/log.ts";
import type { Schema } from "#server/schema.ts";
import { distributeTeam } from "#server/teams/distribute-team.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { addColleague, type Colleague } from "#server/testing/add-colleague.ts";
import { addWaiting } from "#server/testing/add-waiting.ts";
import { lockAwaited } from "#server/testing/lock-awaited.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";

let wokfow: TestWokfow;
let pool: ReturnType<typeof openPool>;
let owner: Pool;
let chief: TestClient;
let chiefId: string;
let context: Context;
let ana: Colleague;
let omar: Colleague;
let lena: Colleague;

beforeAll(async () => {
  wokfow = await startWokfow(inject("testServer"));
  pool = openPool(wokfow.database.appUrl, 4, createLog("error"));
  owner = new Pool({ connectionString: wokfow.database.ownerUrl, max: 2 });
});
afterAll(async () => {
  await Promise.all([pool.end(), owner.end()]);
  await wokfow.stop();
});
beforeEach(async () => {
  chief = wokfow.client();
  const { workspace, profile } = await chief.signUp();
  chiefId = profile.id;
  context = {
    workspaceId: workspace.id,
    actor: { kind: "system" },
    clock: wokfow.clock,
    database: workspaceDatabase<Schema>(pool),
    events: localEventBus(),
  };
  const house = { owner, client: () => wokfow.client() };
  ana = await addColleague(house, workspace.id, { displayName: "Ana" });
  omar = await addColleague(house, workspace.id, { displayName: "Omar" });
  lena = await addColleague(house, workspace.id, { displayName: "Lena" });
});

test("a customer's first message goes to the member whose turn it is, who hears of it, and the thread says that nobody did it", async () => {
  const team = await makeTeam("round_robin", null, [ana, omar]);
  const channelId = await addChannel(context);
  await owner.query("update channels set team_id = $1 where id = $2", [team, channelId]);
  await receive(channelId, 1);
  await receive(channelId, 2);
  await expect.poll(() => openOf(ana, omar)).toEqual([1, 1]);
  const [row] = (await ana.ok(conversations.listConversations, { query: { queue: "mine" } })).items;
  const params = { conversationId: String(row?.id) };
  const { events } = await ana.ok(listMessages, { params });
  expect(events).toMatchObject([{ kind: "assigned", actor: null, assignee: { memberId: ana.memberId } }]);
  const { items } = await ana.ok(listNotifications);
  expect(items).toMatchObject([{ kind: "assigned", actor: null, conversation: { id: row?.id } }]);
});

test("only who is available is given any, and who becomes available is given what waits", async () => {
  await choose(ana, "busy");
  await choose(omar, "away");
  const team = await makeTeam("fewest_open", null, [ana, omar, lena]);
  await addWaiting(context, team, 4);
  await expect.poll(() => openOf(ana, omar, lena)).toEqual([0, 0, 4]);
  await choose(lena, "busy");
  await addWaiting(context, team, 3);
  await choose(ana, "available");
  await expect.poll(() => openOf(ana, omar, lena)).toEqual([3, 0, 4]);
});

test("nobody is brought above the cap, and each place that becomes free is filled with the longest waiting", async () => {
  const team = await makeTeam("round_robin", 2, [ana]);
  const [first = "", second = ""] = await addWaiting(context, team, 2);
  await expect.poll(() => openOf(ana)).toEqual([2]);
  const [third = ""] = await addWaiting(context, team, 1);
  const [fourth = ""] = await addWaiting(context, team, 1);
  await chief.ok(conversations.archiveConversation, { params: { conversationId: first } });
  await expect.poll(() => assigneeOf(third)).toBe(ana.memberId);
  expect(await assigneeOf(fourth)).toBeNull();
  const taken = { params: { conversationId: second }, body: { memberId: chiefId, expectedAssigneeId: ana.memberId } };
  await chief.ok(conversations.assignConversation, taken);
  await expect.poll(() => assigneeOf(fourth)).toBe(ana.memberId);
});

test("a change of rule or cap, and a new member, are enough for what waits to be given out", async () => {
  const team = await makeTeam("by_hand", 1, [ana]);
  await addWaiting(context, team, 5);
  await chief.ok(editTeam, { params: { teamId: team }, body: { distribution: "round_robin" } });
  await expect.poll(() => openOf(ana, omar)).toEqual([1, 0]);
  await chief.ok(editTeam, { params: { teamId: team }, body: { cap: 2 } });
  await expect.poll(() => openOf(ana, omar)).toEqual([2, 0]);
  await chief.ok(addTeamMember, { params: { teamId: team, memberId: omar.memberId } });
  await expect.poll(() => openOf(ana, omar)).toEqual([2, 2]);
});

test("what is given back or opened again waits and is given out again, but not to who left the team", async () => {
  const team = await makeTeam("round_robin", null, [ana]);
  const [id = ""] = await addWaiting(context, team, 1);
  await expect.poll(() => assigneeOf(id)).toBe(ana.memberId);
  await chief.ok(addTeamMember, { params: { teamId: team, memberId: omar.memberId } });
  await chief.ok(conversations.unassignConversation, { params: { conversationId: id } });
  await expect.poll(() => assigneeOf(id)).toBe(omar.memberId);
  await owner.query("update channels set team_id = $1 where workspace_id = $2", [team, context.workspaceId]);
  await chief.ok(conversations.archiveConversation, { params: { conversationId: id } });
  await chief.ok(removeTeamMember, { params: { teamId: team, memberId: omar.memberId } });
  await chief.ok(conversations.reopenConversation, { params: { conversationId: id } });
  await expect.poll(() => assigneeOf(id)).toBe(ana.memberId);
});

test("what somebody is just changing is waited for and given out then", async () => {
  const team = await makeTeam("round_robin", null, [ana]);
  await choose(ana, "busy");
  const [id = ""] = await addWaiting(context, team, 1);
  const hand = await owner.connect();
  await hand.query("begin");
  await hand.query("select from conversations where id = $1 for update", [id]);
  await choose(ana, "available");
  await lockAwaited(hand);
  await hand.query("commit");
  hand.release();
  await expect.poll(() => assigneeOf(id)).toBe(ana.memberId);
});

test("several runs for one team at once give each conversation once and hold the cap", async () => {
  const team = await makeTeam("by_hand", 40, [ana, omar, lena]);
  const ids = await addWaiting(context, team, 150);
  await owner.query("update teams set distribution = 'fewest_open' where id = $1", [team]);
  const running = new AbortController().signal;
  await Promise.all(Array.from({ length: 4 }, () => distributeTeam(context, team, running)));
  expect(await openOf(ana, omar, lena)).toEqual([40, 40, 40]);
  const { rows } = await owner.query<{ id: string }>(
    "select conversation_id as id from facts where kind = $1 and workspace_id = $2",
    ["conversation.assigned", context.workspaceId],
  );
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.slice(0, 120).toSorted());
});

test("many given at once are told in one event, and each member hears of the first of theirs", async () => {
  await Promise.all([choose(ana, "busy"), choose(omar, "busy")]);
  const team = await makeTeam("round_robin", null, [ana]);
  await addWaiting(context, team, 60);
  await choose(ana, "available");
  await expect.poll(() => openOf(ana)).toEqual([60]);
  expect((await ana.ok(listNotifications)).unseen).toBe(1);
  const { rows } = await owner.query(
    "select kind, count(*)::integer as count from facts where workspace_id = $1 group by 1",
    [context.workspaceId],
  );
  expect(rows).toContainEqual({ kind: "conversations.given", count: 1 });
  expect(rows).toContainEqual({ kind: "conversation.assigned", count: 60 });
});

async function makeTeam(
  distribution: Distribution,
  cap: number | null,
  members: readonly Colleague[],
): Promise<string> {
  const { id: teamId } = await chief.ok(createTeam, { body: { name: "Sales", distribution, cap } });
  for (const { memberId } of members) await chief.ok(addTeamMember, { params: { teamId, memberId } });
  return teamId;
}

async function choose(member: Colleague, availability: Availability): Promise<void> {
  await member.ok(chooseAvailability, { body: { availability } });
}

async function receive(channelId: string, customer: number): Promise<void> {
  await receiveUpdates(context, { channelId, updates: [writer(customer).text("Hello")], position: null });
}

/** How many open conversations each has. */
async function openOf(...members: readonly Colleague[]): Promise<number[]> {
  const { rows } = await owner.query<{ assignee_id: string }>(
    "select assignee_id from conversations where archived_at is null and assignee_id is not null",
  );
  return members.map(({ memberId }) => rows.filter((row) => row.assignee_id === memberId).length);
}

async function assigneeOf(id: string): Promise<string | null | undefined> {
  const { rows } = await owner.query<{ assignee_id: string | null }>(
    "select assignee_id from conversations where id = $1",
    [id],
  );
  return rows[0]?.assignee_id;
}

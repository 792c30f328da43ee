import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as contract from "#contract/teams.ts";
import { mostTeams } from "#contract/teams.ts";
import { type Context, query, read, transact } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";
import { teamPresenters } from "#server/teams/events.ts";
import { teamRoutes } from "#server/teams/routes.ts";
import { addConversations } from "#server/testing/add-conversations.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import type { TestClient } from "#server/testing/test-client.ts";

let rooms: Rooms;
let context: Context;
let manager: TestClient & { memberId: string };
let user: TestClient & { memberId: string };

beforeAll(async () => {
  rooms = await openRooms(teamRoutes());
});
afterAll(() => rooms.close());
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  manager = await rooms.addMember(context.workspaceId, "manager");
  user = await rooms.addMember(context.workspaceId, "user");
});

test("a team is made, changed, listed by name, and what changed is in the audit log", async () => {
  const team = await make("support");
  await make("Accounting");
  const changed = await manager.ok(contract.editTeam, {
    params: { teamId: team.id },
    body: { name: "Support", colour: "red", distribution: "round_robin", cap: 7, purpose: "support" },
  });
  expect(changed).toEqual({
    ...team,
    ...{ name: "Support", colour: "red", distribution: "round_robin", cap: 7, purpose: "support" },
  });
  const { items } = await user.ok(contract.listTeams);
  expect(items.map(({ name }) => name)).toEqual(["Accounting", "Support"]);
  expect(await audit("team.changed")).toMatchObject([
    {
      actor_id: manager.memberId,
      subject_id: team.id,
      before: { name: "support", colour: "teal", cap: null },
      after: { name: "Support", colour: "red", cap: 7 },
    },
  ]);
});

test("a change that changes nothing is not recorded", async () => {
  const { id: teamId, name } = await make("Support");
  await manager.ok(contract.editTeam, { params: { teamId }, body: { name, cap: null, leadId: null } });
  expect(await audit("team.changed")).toEqual([]);
});

test("of many who take the same name at once, in whatever letter case, one gets it", async () => {
  const names = ["Support", "support", "SUPPORT", "Support", "sUpport"];
  const made = await Promise.all(names.map((name) => manager.call(contract.createTeam, { body: { name } })));
  expect(made.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409]);
  expect(made.find(({ status }) => status === 409)?.problem).toMatchObject({
    code: "team_name_taken",
    fields: [{ path: "name" }],
  });
});

test("a name that another team has is refused, and so is a team too many", async () => {
  const { id: teamId } = await make("Support");
  await make("Sales");
  const taken = await manager.call(contract.editTeam, { params: { teamId }, body: { name: "SALES" } });
  expect(taken).toMatchObject({ status: 409, problem: { code: "team_name_taken" } });
  for (let count = 2; count < mostTeams; count += 1) await make(`Team ${count}`);
  const tooMany = await manager.call(contract.createTeam, { body: { name: "One more" } });
  expect(tooMany).toMatchObject({ status: 409, problem: { code: "too_many_teams" } });
});

test("members come and go, each time their access is judged anew", async () => {
  const { id: teamId } = await make("Support");
  const params = { teamId, memberId: user.memberId };
  const joined = await manager.ok(contract.addTeamMember, { params });
  expect(joined.members).toEqual([{ memberId: user.memberId, displayName: "Ana Ortiz", avatarFileId: null }]);
  expect(await manager.ok(contract.addTeamMember, { params })).toEqual(joined);
  expect(await accessChanges()).toEqual([[user.memberId]]);
  expect((await manager.ok(contract.removeTeamMember, { params })).members).toEqual([]);
  expect((await manager.ok(contract.removeTeamMember, { params })).members).toEqual([]);
  expect(await accessChanges()).toEqual([[user.memberId], [user.memberId]]);
  expect(await audit("team.member_added")).toMatchObject([{ subject_name: "Support", after: { member: "Ana Ortiz" } }]);
  expect(await audit("team.member_removed")).toHaveLength(1);
});

test("only a member leads a team, and leaves it without a lead", async () => {
  const { id: teamId } = await make("Support");
  const params = { teamId };
  const body = { leadId: user.memberId };
  expect(await manager.call(contract.editTeam, { params, body })).toMatchObject({
    status: 422,
    problem: { code: "not_in_team" },
  });
  await manager.ok(contract.addTeamMember, { params: { teamId, memberId: user.memberId } });
  expect((await manager.ok(contract.editTeam, { params, body })).leadId).toBe(user.memberId);
  const left = await manager.ok(contract.removeTeamMember, { params: { teamId, memberId: user.memberId } });
  expect(left.leadId).toBeNull();
});

test("whoever is gone for good is in no team and cannot come into one", async () => {
  const { id: teamId } = await make("Support");
  const params = { teamId, memberId: user.memberId };
  await manager.ok(contract.addTeamMember, { params });
  await manager.ok(contract.editTeam, { params, body: { leadId: user.memberId } });
  await transact(context, (tx) =>
    tx.db.updateTable("members").set({ status: "removed" }).where("id", "=", user.memberId).execute(),
  );
  const [team] = (await manager.ok(contract.listTeams)).items;
  expect(team).toMatchObject({ members: [], leadId: null });
  expect((await manager.call(contract.addTeamMember, { params })).status).toBe(404);
});

test("a deleted team leaves what it had to everyone, and its assignees what they have", async () => {
  const { id: teamId } = await make("Support");
  await manager.ok(contract.addTeamMember, { params: { teamId, memberId: user.memberId } });
  const [open = "", archived = "", other = ""] = await addConversations(context, [1, 2, 3].map(hoursAgo));
  await transact(context, async (tx) => {
    const mine = tx.db.updateTable("conversations").set({ team_id: teamId, assignee_id: user.memberId });
    await mine.where("id", "in", [open, archived]).execute();
    await tx.db.updateTable("conversations").set({ archived_at: tx.clock.now() }).where("id", "=", archived).execute();
    await tx.db.updateTable("channels").set({ team_id: teamId }).execute();
  });
  const holdings = await manager.ok(contract.readTeamHoldings, { params: { teamId } });
  expect(holdings).toMatchObject({ openConversations: 1, archivedConversations: 1, queues: [{ name: "Shop bot" }] });
  expect((await manager.call(contract.deleteTeam, { params: { teamId } })).status).toBe(204);
  const rows = await read(context, query.selectFrom("conversations").select(["id", "team_id", "assignee_id"]));
  expect(new Set(rows.map((row) => `${row.id} ${row.team_id} ${row.assignee_id}`))).toEqual(
    new Set([`${open} null ${user.memberId}`, `${archived} null ${user.memberId}`, `${other} null null`]),
  );
  expect((await manager.ok(contract.listTeams)).items).toEqual([]);
  expect(await accessChanges()).toEqual([[user.memberId], [user.memberId]]);
  const told = query.selectFrom("facts").select("conversation_id").where("kind", "=", "conversation.moved");
  expect(await read(context, told)).toEqual([{ conversation_id: open }]);
  expect((await manager.call(contract.deleteTeam, { params: { teamId } })).status).toBe(404);
});

test("open browsers hear of a team, and read rows again that show another name or colour of it", async () => {
  const { id: teamId } = await make("Support");
  await manager.ok(contract.editTeam, { params: { teamId }, body: { cap: 5 } });
  await manager.ok(contract.editTeam, { params: { teamId }, body: { colour: "pink" } });
  const facts = query.selectFrom("facts").selectAll().where("kind", "=", "team.changed").orderBy("id");
  const shown = await Promise.all(
    (await read(context, facts)).map((fact) => teamPresenters[fact.kind]?.(context, fact) ?? []),
  );
  expect(shown.map((presented) => presented.map(({ event }) => event.kind))).toEqual([
    ["team"],
    ["team"],
    ["team", "resync"],
  ]);
  expect(shown[2]?.[0]).toMatchObject({ event: { team: { id: teamId, colour: "pink", cap: 5 } }, right: "teams.read" });
});

test("what a user may not do is refused, and what is not there is not found", async () => {
  const { id: teamId } = await make("Support");
  const refused = await user.call(contract.createTeam, { body: { name: "Mine" } });
  expect(refused).toMatchObject({ status: 403, problem: { code: "missing_right" } });
  const strangers = { teamId, memberId: newId() };
  expect((await manager.call(contract.addTeamMember, { params: strangers })).status).toBe(404);
  expect((await manager.call(contract.editTeam, { params: { teamId: newId() }, body: {} })).status).toBe(404);
});

function make(name: string) {
  return manager.ok(contract.createTeam, { body: { name } });
}

function hoursAgo(hours: number): Date {
  return new Date(rooms.clock.now().getTime() - hours * 3_600_000);
}

function audit(action: string) {
  return read(context, query.selectFrom("audit_entries").selectAll().where("action", "=", action).orderBy("id"));
}

async function accessChanges() {
  const facts = query.selectFrom("facts").select("details").where("kind", "=", "access.changed").orderBy("id");
  return (await read(context, facts)).map(({ details }) => details.memberIds);
}

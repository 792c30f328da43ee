import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { listChannels, pauseChannel } from "#contract/channels.ts";
import { changeRole, renameMember } from "#contract/directory.ts";
import { inviteMember } from "#contract/invitations.ts";
import { importMembers } from "#contract/member-imports.ts";
import { chooseAvailability, chooseQuietTime, editProfile } from "#contract/members.ts";
import { writeNote } from "#contract/notes.ts";
import { markNotificationsSeen } from "#contract/notifications.ts";
import { giveQueue } from "#contract/queues.ts";
import { createTeam, editTeam } from "#contract/teams.ts";
import { transferConversation } from "#contract/transfers.ts";
import { editWorkspace } from "#contract/workspaces.ts";
import { newId } from "#server/platform/identifier.ts";
import { callLoosely, endpointsForPeople, validCall } from "#server/testing/endpoint-calls.ts";
import { type Furnished, furnishWorkspace } from "#server/testing/furnish-workspace.ts";
import { sessionAs } from "#server/testing/session-as.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import { waitFor } from "#server/testing/wait-for.ts";
import { startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

let telegram: TelegramSimulator;
let wokfow: TestWokfow;
let mine: Furnished;
let theirs: Furnished;
let database: Client;

beforeAll(async () => {
  telegram = await startTelegram();
  wokfow = await startWokfow(inject("testServer"), { env: { TELEGRAM_API_ROOT: telegram.url } });
  mine = await furnishWorkspace(wokfow, telegram, "Alpha");
  theirs = await furnishWorkspace(wokfow, telegram, "Omega");
  database = new Client({ connectionString: wokfow.database.ownerUrl });
  await database.connect();
  await rest(theirs);
});
afterAll(async () => {
  await database.end();
  await wokfow.stop();
  await telegram.close();
});

/** Lets the lines of a workspace go, so that nothing in it changes by itself, such as by an outage. */
async function rest(of: Furnished): Promise<void> {
  const owner = await sessionAs(wokfow, of, "owner");
  for (const { id: channelId } of (await owner.ok(listChannels)).items) {
    await owner.ok(pauseChannel, { params: { channelId } });
  }
  const held = "select from channel_leases where workspace_id = $1";
  await waitFor(async () => (await database.query(held, [of.workspaceId])).rowCount === 0);
}

/** What nobody may write, under the names of the contract and of the tables. */
function smuggled() {
  const { workspaceId, memberId, channelId, conversationId, messageId, teamId } = theirs;
  const id = newId();
  return {
    ...{ id, workspaceId, workspace_id: workspaceId, memberId, member_id: memberId, personId: id, person_id: id },
    ...{ channelId, channel_id: channelId, conversationId, conversation_id: conversationId, teamId, team_id: teamId },
    ...{ messageId, authorId: memberId, author_id: memberId, actorId: memberId, assigneeId: memberId },
    ...{ role: "owner", status: "active", rights: ["owners.manage"], reach: "everything", visibility: "everything" },
    ...{ mustChoosePassword: false, must_choose_password: false, passwordHash: "x", email: "taken@over.example" },
    ...{ direction: "outbound", state: "sent", leadId: mine.memberId, lead_id: mine.memberId, members: [memberId] },
    ...{ availability: "busy", createdAt: 0, created_at: 0, seen: true, seenAt: 0, undoneAt: 0, isAdmin: true },
  };
}

/** A body with all of that around what is wanted. */
function amid<T extends object>(wanted: T): T {
  return { ...smuggled(), ...wanted };
}

it("an invited member is invited, here, in the role that was given, with a password that is not theirs", async () => {
  const body = amid({ displayName: "New", email: "new@alpha.example", role: "user" as const });
  const { member } = await (await owner()).ok(inviteMember, { body });
  expect(member).toMatchObject({ role: "user", status: "invited", availability: "available" });
  expect(await memberRow(member.id)).toMatchObject({ workspace_id: mine.workspaceId, must_choose_password: true });
  const csv = "name,email,role,status,id\nNewer,newer@alpha.example,user,active,1";
  const { invited } = await (await owner()).ok(importMembers, { body: amid({ csv }) });
  expect(invited.map((one) => one.member)).toMatchObject([{ role: "user", status: "invited" }]);
});

it("a member's own settings are their own and no more", async () => {
  const before = await memberRow(mine.colleagueId);
  const untouched = await memberRow(mine.memberId);
  await mine.colleague.ok(editProfile, { body: amid({ timeZone: "Europe/Vienna" }) });
  await mine.colleague.ok(chooseAvailability, { body: amid({ availability: "away" as const }) });
  await mine.colleague.ok(chooseQuietTime, { body: amid({ minutes: 20 }) });
  const changed = { time_zone: "Europe/Vienna", availability: "away", away_after_minutes: 20 };
  expect(await memberRow(mine.colleagueId)).toEqual({ ...before, ...changed });
  expect(await memberRow(mine.memberId)).toEqual(untouched);
});

it("another member gets a name or a role and nothing beside", async () => {
  const before = await memberRow(mine.colleagueId);
  const params = { memberId: mine.colleagueId };
  await (await owner()).ok(renameMember, { params, body: amid({ displayName: "Emma" }) });
  expect(await memberRow(mine.colleagueId)).toEqual({ ...before, display_name: "Emma" });
  await (await owner()).ok(changeRole, { params, body: amid({ displayName: "No", role: "manager" as const }) });
  expect(await memberRow(mine.colleagueId)).toEqual({ ...before, display_name: "Emma", role: "manager" });
});

it("a team begins empty, under an identifier of ours, and an edit changes what it names", async () => {
  const wish = { ...smuggled(), name: "Fresh" };
  const team = await (await owner()).ok(createTeam, { body: wish });
  expect(team).toMatchObject({ name: "Fresh", leadId: null, members: [], distribution: "by_hand" });
  expect(team.id).not.toBe(wish.id);
  const { leadId: _, ...rest } = smuggled();
  const edited = await (await owner()).ok(editTeam, { params: { teamId: team.id }, body: { ...rest, colour: "red" } });
  expect(edited).toEqual({ ...team, colour: "red" });
});

it("a note stays a note of whoever writes it, and a transfer goes where it says", async () => {
  const params = { conversationId: mine.conversationId };
  const body = amid({ idempotencyKey: newId(), text: "For us" });
  const note = await mine.colleague.ok(writeNote, { params, body });
  const { rows } = await database.query("select * from messages where id = $1", [note.id]);
  expect(rows).toMatchObject([
    {
      workspace_id: mine.workspaceId,
      conversation_id: mine.conversationId,
      direction: "note",
      author_id: mine.colleagueId,
    },
  ]);
  const to = { memberId: mine.colleagueId };
  const transfer = amid({ to, expectedTeamId: mine.teamId, expectedAssigneeId: null });
  await (await owner()).ok(transferConversation, { params, body: transfer });
  const moved = await database.query(
    "select workspace_id, team_id, assignee_id, archived_at from conversations where id = $1",
    [mine.conversationId],
  );
  expect(moved.rows).toEqual([
    { workspace_id: mine.workspaceId, team_id: mine.teamId, assignee_id: mine.colleagueId, archived_at: null },
  ]);
});

it("notifications are seen by whoever looks, and by nobody else", async () => {
  const unseen = "select count(*)::integer as count from notifications where member_id = $1 and seen_at is null";
  const before = (await database.query(unseen, [mine.colleagueId])).rows;
  expect(before).toEqual([{ count: 1 }]);
  const body: object = { memberId: mine.colleagueId, member_id: mine.colleagueId, all: true };
  await (await owner()).ok(markNotificationsSeen, { body });
  expect((await database.query(unseen, [mine.colleagueId])).rows).toEqual(before);
});

it("settings of the workspace and of a queue change by their own names alone", async () => {
  const { visibility: _, ...extra } = smuggled();
  const workspace = await (await owner()).ok(editWorkspace, { body: { ...extra, name: "Alpha Company" } });
  expect(workspace).toMatchObject({ id: mine.workspaceId, name: "Alpha Company", visibility: "everything" });
  const { teamId: __, ...rest } = smuggled();
  const given = { params: { channelId: mine.channelId }, body: { ...rest, teamId: null } };
  const queue = await (await owner()).ok(giveQueue, given);
  expect(queue).toMatchObject({ channel: { id: mine.channelId }, team: null });
});

// Last, as they change what the others begin with.
const writes = endpointsForPeople.filter(({ endpoint, name }) => endpoint.body && name !== "signUp");

it.each(writes)("what nobody may write changes nothing of another workspace in $name", async (named) => {
  const me = await sessionAs(wokfow, mine, "owner");
  const call = validCall(named, mine);
  const before = await everythingOf(theirs.workspaceId);
  await callLoosely(me, named, { ...call, body: { ...smuggled(), ...(call.body as object) } });
  await callLoosely(me, named, { ...call, query: { workspaceId: theirs.workspaceId, ...call.query } });
  expect(await everythingOf(theirs.workspaceId)).toEqual(before);
});

function owner() {
  return sessionAs(wokfow, mine, "owner");
}

async function memberRow(memberId: string): Promise<Record<string, unknown>> {
  const { rows } = await database.query(
    `select m.workspace_id, m.person_id, m.role, m.status, m.display_name, m.time_zone, m.availability, m.away_after_minutes,
            p.email, p.must_choose_password
       from members m join people p on p.id = m.person_id where m.id = $1`,
    [memberId],
  );
  return rows[0] ?? {};
}

// What a channel proves about itself changes by the clock, and so does who holds it.
const byTheClock = ["proof_at", "proof_milliseconds", "proof_summary", "status", "status_since", "reason"];

/** A fingerprint of every row of a workspace, table by table. */
async function everythingOf(workspaceId: string): Promise<unknown> {
  const { rows: tables } = await database.query<{ name: string }>(
    `select c.table_name as name from information_schema.columns c
      where c.table_schema = 'public' and c.column_name = 'workspace_id'
        and c.table_name <> 'channel_leases' order by 1`,
  );
  const prints: unknown[] = [];
  for (const { name } of tables) {
    const { rows } = await database.query(
      `select count(*), md5(string_agg(content, ',' order by content)) as print
         from (select (to_jsonb(t) - $2::text[])::text as content from ${name} t where workspace_id = $1) as contents`,
      [workspaceId, byTheClock],
    );
    prints.push([name, rows[0]]);
  }
  return prints;
}

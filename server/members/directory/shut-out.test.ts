import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  changeRole,
  deactivateMember,
  endMemberSessions,
  type HandOver,
  reactivateMember,
  readDirectoryEntry,
  removeMember,
  renameMember,
  resetPassword,
} from "#contract/directory.ts";
import { inviteMember } from "#contract/invitations.ts";
import { listMembers } from "#contract/members.ts";
import { readSession, signIn } from "#contract/session.ts";
import { assignConversation } from "#server/conversations/assignment/assign-conversation.ts";
import { namesFor } from "#server/conversations/believe-names.ts";
import { newId } from "#server/platform/identifier.ts";
import { contextIn } from "#server/sessions/open-sign-in.ts";
import { addColleague, type Colleague } from "#server/testing/add-colleague.ts";
import { addConversations } from "#server/testing/add-conversations.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";
import type { TestClient } from "#server/testing/test-client.ts";

let house: SignInHouse;
beforeAll(async () => {
  house = await openSignInHouse();
});
afterAll(() => house.close());

let ana: TestClient;
let workspaceId: string;
let ben: Colleague;
let cleo: Colleague;
let sales: string;
let support: string;
/** Ben's open conversations: of no team, and of Sales; and one that is archived. */
let conversations: { none: string; ofSales: string; archived: string };

beforeEach(async () => {
  ana = house.client();
  workspaceId = (await ana.signUp("Lindenhof")).workspace.id;
  ben = await addColleague(house, workspaceId, { displayName: "Ben" });
  cleo = await addColleague(house, workspaceId, { displayName: "Cleo" });
  [sales, support] = [await addTeam("Sales"), await addTeam("Support")];
  const context = contextIn(house.parts, workspaceId, { kind: "system" });
  const moment = house.clock.now();
  const [none = "", ofSales = "", archived = ""] = await addConversations(context, [moment, moment, moment]);
  conversations = { none, ofSales, archived };
  await house.owner.query("update conversations set assignee_id = $2 where workspace_id = $1", [
    workspaceId,
    ben.memberId,
  ]);
  await house.owner.query("update conversations set team_id = $2 where id = $1", [ofSales, sales]);
  await house.owner.query("update conversations set archived_at = now() where id = $1", [archived]);
});

async function addTeam(name: string): Promise<string> {
  const id = newId();
  await house.owner.query(
    "insert into teams (workspace_id, id, name, purpose, colour, lead_id, created_at) values ($1, $2, $3, 'sales', 'teal', $4, now())",
    [workspaceId, id, name, ben.memberId],
  );
  await house.owner.query(
    "insert into team_members (workspace_id, team_id, member_id, joined_at) values ($1, $2, $3, now())",
    [workspaceId, id, ben.memberId],
  );
  return id;
}

async function owned(conversationId: string) {
  const { rows } = await house.owner.query(
    `select assignee_id as "assigneeId", team_id as "teamId", waiting_since is not null as waits from conversations where id = $1`,
    [conversationId],
  );
  return rows[0];
}

async function factsOf(conversationId: string) {
  const { rows } = await house.owner.query(
    "select kind, details from facts where conversation_id = $1 and kind like 'conversation.%'",
    [conversationId],
  );
  return rows;
}

function deactivate(handOver: HandOver) {
  return ana.call(deactivateMember, { params: { memberId: ben.memberId }, body: { handOver } });
}

describe("deactivating hands over what is open", () => {
  it("to a member, with its teams", async () => {
    const { body } = await deactivate({ to: "member", memberId: cleo.memberId });
    expect(body).toMatchObject({ status: "deactivated", openConversations: 0, sessions: 0 });
    const theirs = { assigneeId: cleo.memberId, waits: false };
    expect(await owned(conversations.none)).toEqual({ ...theirs, teamId: null });
    expect(await owned(conversations.ofSales)).toEqual({ ...theirs, teamId: sales });
    expect(await owned(conversations.archived)).toMatchObject({ assigneeId: ben.memberId });
    const former = { teamId: sales, assigneeId: ben.memberId };
    expect(await factsOf(conversations.ofSales)).toEqual([
      {
        kind: "conversation.assigned",
        details: { assigneeId: cleo.memberId, expectedAssigneeId: ben.memberId, former },
      },
    ]);
  });

  it("to a team, in whose queue it waits", async () => {
    await deactivate({ to: "team", teamId: support });
    for (const id of [conversations.none, conversations.ofSales]) {
      expect(await owned(id)).toEqual({ assigneeId: null, teamId: support, waits: true });
    }
    const former = { teamId: null, assigneeId: ben.memberId };
    expect(await factsOf(conversations.none)).toEqual([
      { kind: "conversation.transferred", details: { teamId: support, former } },
    ]);
  });

  it("to nobody, and what is a team's waits there", async () => {
    await deactivate({ to: "unassigned" });
    expect(await owned(conversations.none)).toEqual({ assigneeId: null, teamId: null, waits: false });
    expect(await owned(conversations.ofSales)).toEqual({ assigneeId: null, teamId: sales, waits: true });
    const former = { teamId: sales, assigneeId: ben.memberId };
    expect(await factsOf(conversations.ofSales)).toEqual([
      { kind: "conversation.unassigned", details: { assigneeId: ben.memberId, former } },
    ]);
  });

  it("to nobody who could not take it, and then nothing has happened", async () => {
    const off = await addColleague(house, workspaceId, { status: "deactivated" });
    const stranger = (await house.client().signUp("Elsewhere")).profile.id;
    const wrong: HandOver[] = [
      ...[ben.memberId, off.memberId, stranger, newId()].map((memberId) => ({ to: "member" as const, memberId })),
      { to: "team", teamId: newId() },
    ];
    for (const handOver of wrong) {
      const { status, problem } = await deactivate(handOver);
      expect([status, problem.code]).toEqual([422, "unknown_successor"]);
    }
    expect(await owned(conversations.none)).toMatchObject({ assigneeId: ben.memberId });
    expect((await ben.ok(readSession)).session?.profile.id).toBe(ben.memberId);
  });

  it("and what is given to them at the same moment, in each of 20 rounds", async () => {
    const context = contextIn(house.parts, workspaceId, { kind: "system" });
    const [conversationId = ""] = await addConversations(context, [house.clock.now()]);
    const wanted = { memberId: ben.memberId, expectedAssigneeId: null };
    for (let round = 0; round < 20; round += 1) {
      const [given] = await Promise.allSettled([
        assignConversation(context, conversationId, wanted),
        deactivate({ to: "unassigned" }),
      ]);
      if (given.status === "rejected") expect(given.reason).toMatchObject({ code: "unknown_member" });
      expect(await owned(conversationId)).toMatchObject({ assigneeId: null });
      await ana.ok(reactivateMember, { params: { memberId: ben.memberId }, body: {} });
    }
  });

  it("of hundreds at once in one notice, with a line in each thread", async () => {
    const context = contextIn(house.parts, workspaceId, { kind: "system" });
    const ids = await addConversations(
      context,
      Array.from({ length: 300 }, () => house.clock.now()),
    );
    await house.owner.query("update conversations set assignee_id = $2 where id = any($1)", [ids, ben.memberId]);
    await deactivate({ to: "member", memberId: cleo.memberId });
    const { rows } = await house.owner.query(
      `select kind, count(*)::integer from facts where workspace_id = $1 and kind like 'conversation%' group by 1 order by 1`,
      [workspaceId],
    );
    expect(rows).toEqual([
      { kind: "conversation.assigned", count: 302 },
      { kind: "conversations.given", count: 1 },
    ]);
  });
});

describe("who is shut out", () => {
  it("is signed out at once, cannot sign in, and can again when let in, with a new session alone", async () => {
    await ben.ok(listMembers);
    house.streams.add({ memberId: ben.memberId, sessionId: await sessionOf(ben.memberId) } as never);
    await deactivate({ to: "unassigned" });
    expect((await ben.call(listMembers)).status).toBe(401);
    expect([...house.streams].filter(({ memberId }) => memberId === ben.memberId)).toEqual([]);
    const credentials = { email: ben.email, password: "correct horse battery" };
    expect((await house.client().call(signIn, { body: credentials })).problem.code).toBe("wrong_credentials");
    const { status } = await ana.ok(reactivateMember, { params: { memberId: ben.memberId }, body: {} });
    expect(status).toBe("active");
    expect((await ben.call(listMembers)).status).toBe(401);
    expect((await house.client().call(signIn, { body: credentials })).status).toBe(200);
  });

  it("before they ever came is still awaited when let in, and no Owner who could stand for the last one", async () => {
    const email = `${newId()}@lindenhof.example`;
    const [role, currentPassword] = ["owner", "correct horse battery"] as const;
    const { member } = await ana.ok(inviteMember, { body: { displayName: "Omar", email, role, currentPassword } });
    const params = { memberId: member.id };
    await ana.ok(deactivateMember, { params, body: { handOver: { to: "unassigned" }, currentPassword } });
    expect((await ana.ok(reactivateMember, { params, body: { currentPassword } })).status).toBe("invited");
  });

  it("once removed is gone from teams and directory, stays the author, and can be invited anew", async () => {
    const params = { memberId: ben.memberId };
    await ana.ok(removeMember, { params, body: { handOver: { to: "unassigned" } } });
    expect((await ana.call(readDirectoryEntry, { params })).status).toBe(404);
    const { rows } = await house.owner.query("select status, display_name from members where id = $1", [ben.memberId]);
    expect(rows).toEqual([{ status: "removed", display_name: "Ben" }]);
    const { members } = await namesFor(contextIn(house.parts, workspaceId, { kind: "system" }), () => false);
    expect(members.get(ben.memberId)?.displayName).toBe("Ben (removed)");
    const teams = await house.owner.query("select 1 from team_members where member_id = $1", [ben.memberId]);
    const led = await house.owner.query("select 1 from teams where lead_id = $1", [ben.memberId]);
    expect([teams.rowCount, led.rowCount]).toEqual([0, 0]);
    for (const endpoint of [renameMember, reactivateMember, endMemberSessions]) {
      const { status } = await ana.call(endpoint, { params, body: { displayName: "Ben" } } as never);
      expect(status).toBe(404);
    }
    const again = await ana.ok(inviteMember, { body: { displayName: "Ben", email: ben.email, role: "user" } });
    expect(again.member.id).not.toBe(ben.memberId);
  });

  it("leaves lines in the audit log, with who did it and what was before", async () => {
    const params = { memberId: ben.memberId };
    await ana.ok(renameMember, { params, body: { displayName: "Benno" } });
    await ana.ok(changeRole, { params, body: { role: "manager" } });
    await ana.ok(resetPassword, { params, body: {} });
    await deactivate({ to: "unassigned" });
    await ana.ok(reactivateMember, { params, body: {} });
    await ana.ok(removeMember, { params, body: { handOver: { to: "unassigned" } } });
    const { rows } = await house.owner.query(
      "select action, actor_name, before, after from audit_entries where subject_id = $1 and action <> 'session.ended' order by at, id",
      [ben.memberId],
    );
    expect(rows.map(({ action, before, after }) => [action, before, after])).toEqual([
      ["member.renamed", { displayName: "Ben" }, { displayName: "Benno" }],
      ["member.role_changed", { role: "user" }, { role: "manager" }],
      ["password.reset", null, null],
      ["member.deactivated", { status: "active" }, { status: "deactivated" }],
      ["member.reactivated", { status: "deactivated" }, { status: "active" }],
      ["member.removed", { status: "active" }, { status: "removed" }],
    ]);
    expect(new Set(rows.map((row) => row.actor_name))).toEqual(new Set(["Ana Ortiz"]));
  });
});

describe("what a request carries beyond its fields", () => {
  it("changes nothing", async () => {
    const planted = newId();
    const extra = {
      ...{
        id: planted,
        memberId: planted,
        personId: planted,
        workspaceId: planted,
        status: "removed",
        email: "x@x.example",
      },
      ...{
        avatarFileId: planted,
        createdAt: "2001-01-01T00:00:00.000Z",
        availability: "away",
        rights: ["owners.manage"],
      },
    };
    const row = async () => (await house.owner.query("select * from members where id = $1", [ben.memberId])).rows[0];
    const before = await row();
    await write("PATCH", "", { displayName: "Ben", role: "owner", ...extra });
    expect(await row()).toEqual(before);
    await write("PUT", "/role", { role: "user", displayName: "Thief", ...extra });
    expect(await row()).toEqual(before);
    await write("PUT", "/deactivation", { handOver: { to: "unassigned", memberId: planted }, role: "owner", ...extra });
    // Their sessions ended, so they are away as well.
    const away = { availability: "away", away_by_itself: true };
    expect(await row()).toEqual({ ...before, ...away, status: "deactivated" });
  });

  async function write(method: string, path: string, body: object) {
    const headers = { "content-type": "application/json" };
    const address = `/api/v1/members/${ben.memberId}${path}`;
    expect((await ana.fetch(address, { method, headers, body: JSON.stringify(body) })).status).toBe(200);
  }
});

async function sessionOf(memberId: string): Promise<string> {
  const { rows } = await house.owner.query("select id from sessions where member_id = $1", [memberId]);
  return rows[0].id;
}

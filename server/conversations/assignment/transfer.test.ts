import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as contract from "#contract/conversations.ts";
import type { BodyGiven } from "#contract/endpoint.ts";
import { listMessages } from "#contract/messages.ts";
import { listRecipients, transferConversation } from "#contract/transfers.ts";
import type { Visibility } from "#contract/workspaces.ts";
import { type Context, query, read, transact } from "#server/context.ts";
import { conversationPresenters } from "#server/conversations/events.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { accessActor } from "#server/members/access.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { addTeam } from "#server/testing/add-team.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";

type Member = TestClient & { memberId: string };
type Wish = Partial<BodyGiven<typeof transferConversation>>;

let rooms: Rooms;
let context: Context;
let ana: Member;
let ben: Member;
let cara: Member;
let sales: string;
let params: { conversationId: string };

beforeAll(async () => {
  rooms = await openRooms(conversationRoutes({ adapters: testAdapters(), secrets: secretBox("ab".repeat(32)) }));
});
afterAll(() => rooms.close());
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  ana = await rooms.addMember(context.workspaceId, "user");
  ben = await rooms.addMember(context.workspaceId, "user");
  cara = await rooms.addMember(context.workspaceId, "user");
  await rename(ben.memberId, "Ben Bauer");
  await rename(cara.memberId, "Cara Cruz");
  sales = await addTeam(context, "Sales", [ben.memberId, cara.memberId]);
  const channelId = await addChannel(context);
  await receiveUpdates(context, { channelId, updates: [writer(1).text("Hello")], position: null });
  params = { conversationId: (await ana.ok(contract.listConversations)).items[0]?.id ?? "" };
});

test("a conversation goes to a team and waits there, and then to a member, whose team it stays with", async () => {
  const ofTeam = await transfer(ana, { to: { teamId: sales } });
  expect(ofTeam.body.conversation).toMatchObject({ team: { id: sales, name: "Sales" }, assignee: null });
  expect(await waitingSince()).not.toBeNull();
  const ofBen = await transfer(cara, { to: { memberId: ben.memberId }, expectedTeamId: sales });
  expect(ofBen.body.conversation).toMatchObject({ team: { id: sales }, assignee: { memberId: ben.memberId } });
  expect(await waitingSince()).toBeNull();
  const { events } = await ana.ok(listMessages, { params });
  expect(events).toMatchObject([
    { kind: "transferred", team: { name: "Sales" }, assignee: null, actor: { memberId: ana.memberId } },
    { kind: "transferred", team: null, assignee: { memberId: ben.memberId }, actor: { memberId: cara.memberId } },
  ]);
});

test("of twenty transfers at once one wins, and the others learn who has the conversation", async () => {
  const members = await Promise.all(Array.from({ length: 20 }, () => rooms.addMember(context.workspaceId, "user")));
  const answers = await Promise.all(members.map((one) => transfer(ana, { to: { memberId: one.memberId } })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const lost = answers.filter(({ status }) => status === 409);
  expect(new Set(lost.map(({ problem }) => problem.code))).toEqual(new Set(["already_transferred"]));
  expect(lost).toHaveLength(19);
  await transfer(ana, { to: { teamId: sales }, expectedAssigneeId: await assigneeOf() });
  const late = await transfer(ana, { to: { memberId: ben.memberId } });
  expect(late.problem.detail).toContain("Sales has this conversation now");
  await transfer(ana, { to: { memberId: cara.memberId }, expectedTeamId: sales });
  const later = await transfer(ana, { to: { memberId: ben.memberId }, expectedTeamId: sales });
  expect(later.problem.detail).toContain("Cara Cruz of Sales has this conversation now");
});

test("a transfer that is tried again happens once, and so does its note", async () => {
  const wish = { to: { teamId: sales }, note: { idempotencyKey: "one transfer", text: "Please take over" } };
  const answers = await Promise.all(Array.from({ length: 10 }, () => transfer(ana, wish)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  const { messages, events } = await ana.ok(listMessages, { params });
  expect(events).toHaveLength(1);
  expect(messages.filter(({ direction }) => direction === "note")).toHaveLength(1);
  expect(await told()).toEqual(["transferred Ben Bauer", "transferred Cara Cruz"]);
});

test("a note that cannot be written leaves everything as it was", async () => {
  await wallUp("teams");
  await give(sales, ben.memberId);
  const support = await addTeam(context, "Support", [cara.memberId]);
  const mentions = [{ memberId: ana.memberId, offset: 0, length: 4 }];
  const note = { idempotencyKey: "a note to Ana", text: "@Ana", mentions };
  const refused = await transfer(ben, {
    to: { teamId: support },
    expectedTeamId: sales,
    expectedAssigneeId: ben.memberId,
    note,
  });
  expect([refused.status, refused.problem.code]).toEqual([422, "cannot_see"]);
  expect((await ben.ok(contract.readConversation, { params })).team?.id).toBe(sales);
  expect(await told()).toEqual([]);
});

test("who passes a conversation out of their sight is told so, and only those who saw it hear that it is gone", async () => {
  await wallUp("teams");
  await give(sales, ben.memberId);
  const support = await addTeam(context, "Support", [ana.memberId]);
  const note = {
    idempotencyKey: "over to Ana",
    text: "@Ana please",
    mentions: [{ memberId: ana.memberId, offset: 0, length: 4 }],
  };
  const given = { expectedTeamId: sales, expectedAssigneeId: ben.memberId };
  const answer = await transfer(ben, { to: { teamId: support }, ...given, note });
  expect(answer.body).toEqual({ conversation: null });
  expect((await ben.call(contract.readConversation, { params })).status).toBe(404);
  expect((await ana.ok(listMessages, { params })).messages.map(({ direction }) => direction)).toContain("note");
  const heard = await Promise.all([ana, ben, cara].map(heardBy));
  expect(heard).toEqual([["conversation"], ["conversation_gone"], ["conversation_gone"]]);
  expect(await told()).toEqual(["transferred Ana Ortiz"]);
});

test("whom nobody can find, and who has left, is refused", async () => {
  const stranger = await rooms.addMember(await rooms.addWorkspace());
  const codes = [
    await transfer(ana, { to: { memberId: stranger.memberId } }),
    await transfer(ana, { to: { teamId: crypto.randomUUID() } }),
  ];
  await transact(context, (tx) =>
    tx.db.updateTable("members").set({ status: "deactivated" }).where("id", "=", ben.memberId).execute(),
  );
  codes.push(await transfer(ana, { to: { memberId: ben.memberId } }));
  expect(codes.map(({ problem }) => problem.code)).toEqual(["unknown_member", "unknown_team", "unknown_member"]);
  const assigning = { params, body: { memberId: ben.memberId, expectedAssigneeId: null } };
  expect((await ana.call(contract.assignConversation, assigning)).problem.code).toBe("unknown_member");
});

test("the choice shows teams and members by a part of their name", async () => {
  const all = await ana.ok(listRecipients, { params });
  expect(all.teams).toEqual([{ id: sales, name: "Sales", colour: "teal", members: 2 }]);
  expect(all.members.map(({ displayName }) => displayName)).toEqual(["Ana Ortiz", "Ben Bauer", "Cara Cruz"]);
  const some = await ana.ok(listRecipients, { params, query: { search: "cr" } });
  expect([some.teams, some.members.map(({ id }) => id)]).toEqual([[], [cara.memberId]]);
});

function transfer(member: Member, wish: Wish & { to: NonNullable<Wish["to"]> }) {
  return member.call(transferConversation, {
    params,
    body: { expectedTeamId: null, expectedAssigneeId: null, ...wish },
  });
}

async function heardBy({ memberId }: Member): Promise<string[]> {
  const [fact] = await read(
    context,
    query.selectFrom("facts").selectAll().where("kind", "=", "conversation.transferred"),
  );
  const presented = (fact && (await conversationPresenters[fact.kind]?.(context, fact))) ?? [];
  const { role, reach, personId } = await accessActor(context, memberId);
  const { workspaceId } = context;
  const caller: Caller = { sessionId: "", personId, workspaceId, memberId, role, reach, mustChoosePassword: false };
  return presented.filter(({ onlyFor }) => onlyFor?.(caller)).map(({ event }) => event.kind);
}

async function told(): Promise<string[]> {
  const rows = await read(
    context,
    query
      .selectFrom("notifications as n")
      .innerJoin("members as m", "m.id", "n.member_id")
      .select(["n.kind", "m.display_name"]),
  );
  return rows.map(({ kind, display_name }) => `${kind} ${display_name}`).toSorted();
}

async function assigneeOf(): Promise<string | null> {
  return (await ana.ok(contract.readConversation, { params })).assignee?.memberId ?? null;
}

async function waitingSince(): Promise<Date | null | undefined> {
  return (await read(context, query.selectFrom("conversations").select("waiting_since")))[0]?.waiting_since;
}

async function wallUp(visibility: Visibility): Promise<void> {
  await transact(context, (tx) => tx.db.updateTable("workspaces").set({ visibility }).execute());
}

async function give(team_id: string | null, assignee_id: string | null): Promise<void> {
  await transact(context, (tx) => tx.db.updateTable("conversations").set({ team_id, assignee_id }).execute());
}

async function rename(memberId: string, display_name: string): Promise<void> {
  await transact(context, (tx) =>
    tx.db.updateTable("members").set({ display_name }).where("id", "=", memberId).execute(),
  );
}

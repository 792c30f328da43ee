import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as contract from "#contract/conversations.ts";
import { listMessages, sendMessage } from "#contract/messages.ts";
import { listMentionable, type NoteDraft, writeNote } from "#contract/notes.ts";
import type { Visibility } from "#contract/workspaces.ts";
import { type Context, query, read, transact } from "#server/context.ts";
import { conversationPresenters } from "#server/conversations/events.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { addTeam } from "#server/testing/add-team.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";

type Member = TestClient & { memberId: string };

let rooms: Rooms;
let context: Context;
let ana: Member;
let ben: Member;
let params: { conversationId: string };

beforeAll(async () => {
  rooms = await openRooms(conversationRoutes({ adapters: testAdapters(), secrets: secretBox("ab".repeat(32)) }));
});
afterAll(() => rooms.close());
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  ana = await rooms.addMember(context.workspaceId);
  ben = await rooms.addMember(context.workspaceId, "user");
  const channelId = await addChannel(context);
  await receiveUpdates(context, { channelId, updates: [writer(1).text("Hello")], position: null });
  params = { conversationId: (await ana.ok(contract.listConversations)).items[0]?.id ?? "" };
});

test("a note stands in the thread, and nothing else of the conversation knows of it", async () => {
  const before = await ana.ok(contract.readConversation, { params });
  const note = await ana.ok(writeNote, { params, body: draft("  She is a regular. ") });
  expect(writeNote.answer.parse(note)).toMatchObject({
    direction: "note",
    state: "delivered",
    content: { kind: "text", text: "She is a regular." },
    author: { memberId: ana.memberId },
  });
  expect(await ana.ok(contract.readConversation, { params })).toEqual(before);
  expect((await ben.ok(listMessages, { params })).messages.map(({ id }) => id)).toContain(note.id);
});

test("nothing that is sent can quote a note", async () => {
  const note = await ana.ok(writeNote, { params, body: draft("Between us") });
  const body = { idempotencyKey: crypto.randomUUID(), text: "Hello", replyToMessageId: note.id };
  expect((await ana.call(sendMessage, { params, body })).problem.code).toBe("reply_target_gone");
});

test("the same key writes once however often it is posted; another note under it is refused", async () => {
  const body = { ...draft("@Ben look"), mentions: [{ memberId: ben.memberId, offset: 0, length: 4 }] };
  const answers = await Promise.all(Array.from({ length: 30 }, () => ana.ok(writeNote, { params, body })));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(await count("mentions")).toBe(1);
  expect(await count("notifications")).toBe(1);
  const other = await ana.call(writeNote, { params, body: { ...body, text: "@Ben something else" } });
  expect([other.status, other.problem.code]).toEqual([409, "idempotency_key_reused"]);
  await ana.ok(sendMessage, { params, body: { idempotencyKey: "key of a message", text: "Hello" } });
  const ofMessage = await ana.call(writeNote, { params, body: { ...body, idempotencyKey: "key of a message" } });
  expect(ofMessage.problem.code).toBe("idempotency_key_reused");
});

test("mentions keep their place in the text, and those that have none are refused", async () => {
  const mention = { memberId: ben.memberId, offset: 2, length: 4 };
  const note = await ana.ok(writeNote, { params, body: { ...draft("  @Ben, please"), mentions: [mention] } });
  expect(note.content).toMatchObject({
    entities: [{ kind: "mention", memberId: ben.memberId, offset: 0, length: 4 }],
  });
  const refusal = async (body: NoteDraft) => (await ana.call(writeNote, { params, body })).problem.code;
  expect(await refusal({ ...draft("@Ben"), mentions: [{ ...mention, offset: 1 }] })).toBe("mention_misplaced");
  expect(await refusal({ ...draft("  @Ben"), mentions: [{ ...mention, offset: 1 }] })).toBe("mention_misplaced");
  const twice = [{ ...mention, offset: 0 }, mention];
  expect(await refusal({ ...draft("@Ben @Ben"), mentions: twice })).toBe("mention_misplaced");
  expect(await refusal(draft(" \n "))).toBe("text_empty");
  const stranger = await rooms.addMember(await rooms.addWorkspace());
  const foreign = { ...draft("@Ben"), mentions: [{ memberId: stranger.memberId, offset: 0, length: 4 }] };
  expect(await refusal(foreign)).toBe("unknown_member");
});

test("a mention of somebody who may not see the conversation is refused by name, and nothing is written", async () => {
  await wallUp("teams");
  const sales = await addTeam(context, "Sales", [ana.memberId]);
  await give(sales, null);
  await rename(ben.memberId, "Ben Bauer");
  const body = { ...draft("@Ben look"), mentions: [{ memberId: ben.memberId, offset: 0, length: 4 }] };
  const refused = await ana.call(writeNote, { params, body });
  expect([refused.status, refused.problem.code]).toEqual([422, "cannot_see"]);
  expect(refused.problem.title).toContain("Ben Bauer");
  expect([await count("mentions"), await count("notifications")]).toEqual([0, 0]);
  expect((await ana.ok(listMessages, { params })).messages).toHaveLength(1);
  expect((await ben.call(writeNote, { params, body: draft("I was here") })).status).toBe(404);
});

test("those offered for a mention are exactly those who see the conversation, in every arrangement", async () => {
  const everyone = [ana, ben, await rooms.addMember(context.workspaceId, "manager")];
  for (const role of ["user", "user", "admin"] as const)
    everyone.push(await rooms.addMember(context.workspaceId, role));
  const sales = await addTeam(context, "Sales", [ben.memberId]);
  for (const visibility of ["everything", "teams_and_unassigned", "teams"] as const) {
    await wallUp(visibility);
    for (const teamId of [null, sales]) {
      for (const assigneeId of [null, everyone[3]?.memberId ?? null]) {
        await give(teamId, assigneeId);
        const offered = (await ana.ok(listMentionable, { params })).items.map(({ id }) => id);
        const seeing = await Promise.all(everyone.map(async (one) => (await seesIt(one)) && one.memberId));
        expect([...offered, ana.memberId].toSorted()).toEqual(seeing.filter((id) => id !== false).toSorted());
      }
    }
  }
});

test("candidates are found by a part of their name, those whose name begins with it first", async () => {
  await rename(ben.memberId, "Max Ana");
  const cara = await rooms.addMember(context.workspaceId, "user");
  await rename(cara.memberId, "Anabel 100%");
  const found = async (search: string) =>
    (await ana.ok(listMentionable, { params, query: { search } })).items.map(({ displayName }) => displayName);
  expect(await found("ANA")).toEqual(["Anabel 100%", "Max Ana"]);
  expect(await found("100%")).toEqual(["Anabel 100%"]);
  expect(await found("\0")).toEqual([]);
});

test("open browsers of those who see the conversation hear of a note at once", async () => {
  const note = await ana.ok(writeNote, { params, body: draft("Between us") });
  const [fact] = await read(context, query.selectFrom("facts").selectAll().where("kind", "=", "message.noted"));
  const presented = fact && (await conversationPresenters[fact.kind]?.(context, fact));
  expect(presented?.map(({ event }) => event)).toMatchObject([
    { kind: "message", isNew: true, message: { id: note.id } },
  ]);
});

function draft(text: string): NoteDraft {
  return { idempotencyKey: crypto.randomUUID(), text, mentions: [] };
}

async function seesIt(member: Member): Promise<boolean> {
  return (await member.call(contract.readConversation, { params })).status === 200;
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

async function count(table: "mentions" | "notifications"): Promise<number> {
  return (await read(context, query.selectFrom(table).select("member_id"))).length;
}

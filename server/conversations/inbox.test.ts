import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readContact } from "#contract/contacts.ts";
import * as contract from "#contract/conversations.ts";
import { listMessages, sendMessage } from "#contract/messages.ts";
import { contactRoutes } from "#server/contacts/routes.ts";
import { type Context, query, read } from "#server/context.ts";
import { conversationPresenters } from "#server/conversations/events.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { newId } from "#server/platform/identifier.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";

let rooms: Rooms;
let context: Context;
let ana: TestClient & { memberId: string };
let ben: TestClient & { memberId: string };
let channelId: string;

beforeAll(async () => {
  const adapters = testAdapters();
  rooms = await openRooms([
    ...conversationRoutes({ adapters, secrets: secretBox("ab".repeat(32)) }),
    ...contactRoutes(),
  ]);
});
afterAll(() => rooms.close());
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  ana = await rooms.addMember(context.workspaceId);
  ben = await rooms.addMember(context.workspaceId, "user");
  channelId = await addChannel(context);
});

test("a page after the other shows every conversation once, latest first, whatever the size of the pages", async () => {
  const letters = Array.from({ length: 23 }, (_, number) =>
    writer(number, `Kim ${number}`).text("Hello", { sentAt: new Date(1_790_000_000_000 + (number % 7) * 1000) }),
  );
  await receiveUpdates(context, { channelId, updates: letters, position: null });
  const whole = (await ana.ok(contract.listConversations, { query: { limit: 100 } })).items.map(({ id }) => id);
  expect(whole).toHaveLength(23);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.boolean(), async (limit, searching) => {
      expect(await walk(limit, searching ? { search: "kim" } : {})).toEqual(whole);
    }),
    { numRuns: 12, seed: 3 },
  );
});

test("a thread is read backwards without a gap, with each event in one stretch", async () => {
  const customer = writer(1);
  const letters = Array.from({ length: 17 }, (_, index) => customer.text(`Line ${index}`));
  await receiveUpdates(context, { channelId, updates: letters, position: null });
  const conversationId = await onlyConversation();
  await ana.ok(contract.archiveConversation, { params: { conversationId } });
  await ana.ok(contract.reopenConversation, { params: { conversationId } });
  const texts: string[] = [];
  const events: string[] = [];
  let before: string | null | undefined;
  do {
    const stretch = await ana.ok(listMessages, {
      params: { conversationId },
      query: { limit: 4, ...(before && { before }) },
    });
    texts.unshift(...stretch.messages.map(({ content }) => ("text" in content ? content.text : "")));
    events.unshift(...stretch.events.map(({ kind }) => kind));
    before = stretch.before;
  } while (before);
  expect(texts).toEqual(letters.map((_, index) => `Line ${index}`));
  expect(events).toEqual(["archived", "reopened"]);
});

test("garbled cursors, and those of another list or workspace, are refused with a sentence", async () => {
  await receiveUpdates(context, {
    channelId,
    updates: [1, 2, 3].map((number) => writer(number).text("Hello")),
    position: null,
  });
  const { next } = await ana.ok(contract.listConversations, { query: { limit: 1 } });
  const stranger = await rooms.addMember(await rooms.addWorkspace());
  expect((await stranger.call(contract.listConversations, { query: { cursor: String(next) } })).problem.code).toBe(
    "invalid_cursor",
  );
  const conversationId = await onlyConversation();
  expect(
    (await ana.call(listMessages, { params: { conversationId }, query: { before: String(next) } })).problem.code,
  ).toBe("invalid_cursor");
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1, maxLength: 100 }), async (cursor) => {
      expect((await ana.call(contract.listConversations, { query: { cursor } })).status).toBe(400);
    }),
    { numRuns: 30, seed: 2 },
  );
});

test("any search and any number in a cursor answers without breaking", async () => {
  const prefix = String((await cursorOf())?.split(".")[0]);
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.stringMatching(/^-?[0-9]{1,18}$/),
      async (search, number) => {
        const cursor = `${prefix}.${number}.${number}.00000000-0000-4000-8000-000000000000`;
        expect((await ana.call(contract.listConversations, { query: { search } })).status).toBe(200);
        expect([200, 400]).toContain((await ana.call(contract.listConversations, { query: { cursor } })).status);
      },
    ),
    { numRuns: 60, seed: 8 },
  );
});

test("the same key sends once however often it is posted; another text is refused; another member's key is their own", async () => {
  await receiveUpdates(context, { channelId, updates: [writer(1).text("Hello")], position: null });
  const params = { conversationId: await onlyConversation() };
  const body = { idempotencyKey: "key-number-1", text: "Only once" };
  const answers = await Promise.all(Array.from({ length: 100 }, () => ana.ok(sendMessage, { params, body })));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(sendMessage.answer.parse(answers[0])).toEqual(answers[0]);
  expect(await outbound()).toBe(1);
  const other = await ana.call(sendMessage, { params, body: { ...body, text: "Something else" } });
  expect([other.status, other.problem.code]).toEqual([409, "idempotency_key_reused"]);
  await ben.ok(sendMessage, { params, body });
  expect(await outbound()).toBe(2);
});

test("what the channel cannot carry is refused at its field", async () => {
  await receiveUpdates(context, { channelId, updates: [writer(1).text("Hello")], position: null });
  const params = { conversationId: await onlyConversation() };
  const refusal = async (draft: object) =>
    (await ana.call(sendMessage, { params, body: { idempotencyKey: crypto.randomUUID(), ...draft } })).problem;
  expect(await refusal({ text: "x".repeat(4097) })).toMatchObject({
    code: "text_too_long",
    fields: [{ path: "text" }],
  });
  expect(await refusal({ text: " \n " })).toMatchObject({ code: "text_empty", fields: [{ path: "text" }] });
  expect(await refusal({ text: "x", fileId: crypto.randomUUID() })).toMatchObject({
    code: "file_refused",
    fields: [{ path: "fileId" }],
  });
  expect(await refusal({ text: "x", replyToMessageId: crypto.randomUUID() })).toMatchObject({
    code: "reply_target_gone",
  });
  expect(await outbound()).toBe(0);
  await ana.ok(sendMessage, { params, body: { idempotencyKey: crypto.randomUUID(), text: "😀".repeat(2048) } });
});

test("unread counts what a member has not seen and nobody has answered", async () => {
  const customer = writer(1);
  const unread = async () => [await unreadOf(ana), await unreadOf(ben)];
  await receiveUpdates(context, { channelId, updates: [customer.text("One"), customer.text("Two")], position: null });
  const params = { conversationId: await onlyConversation() };
  expect(await unread()).toEqual([2, 2]);
  await ana.ok(contract.markConversationRead, { params });
  expect(await unread()).toEqual([0, 2]);
  await receiveUpdates(context, { channelId, updates: [customer.text("Three")], position: null });
  expect(await unread()).toEqual([1, 3]);
  await ben.ok(sendMessage, { params, body: { idempotencyKey: crypto.randomUUID(), text: "Answer" } });
  expect(await unread()).toEqual([0, 0]);
  await receiveUpdates(context, { channelId, updates: [customer.text("Four")], position: null });
  expect(await unread()).toEqual([1, 1]);
  expect(await ana.ok(contract.countConversations, { query: {} })).toEqual({
    mine: 0,
    unassigned: 1,
    all: 1,
    unreplied: 1,
    mentions: 0,
    unread: 1,
    teams: [],
  });
});

test("of twenty who take a conversation at once one wins, and the others learn who", async () => {
  await receiveUpdates(context, { channelId, updates: [writer(1).text("Hello")], position: null });
  const params = { conversationId: await onlyConversation() };
  const take = (member: typeof ana) =>
    member.call(contract.assignConversation, { params, body: { memberId: member.memberId, expectedAssigneeId: null } });
  const members = await Promise.all(Array.from({ length: 20 }, () => rooms.addMember(context.workspaceId)));
  const answers = await Promise.all(members.map(take));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const lost = answers.filter(({ status }) => status === 409);
  expect(lost.map(({ problem }) => problem.code)).toEqual(Array.from({ length: 19 }, () => "already_assigned"));
  expect(lost[0]?.problem.detail).toContain("Ana Ortiz has this conversation now");
  await ana.ok(contract.unassignConversation, { params });
  await ana.ok(contract.unassignConversation, { params });
  expect((await factsOf()).filter((kind) => /assigned/.test(kind))).toEqual([
    "conversation.assigned",
    "conversation.unassigned",
  ]);
});

test("what does not exist and what is another workspace's are the same", async () => {
  await receiveUpdates(context, { channelId, updates: [writer(1).text("Hello")], position: null });
  const conversationId = await onlyConversation();
  const { contact } = await ana.ok(contract.readConversation, { params: { conversationId } });
  const stranger = await rooms.addMember(await rooms.addWorkspace());
  const body = { memberId: stranger.memberId, expectedAssigneeId: null };
  const draft = { idempotencyKey: "a key of mine", text: "?" };
  const calls = async (id: string, contactId: string) => [
    await stranger.call(contract.readConversation, { params: { conversationId: id } }),
    await stranger.call(listMessages, { params: { conversationId: id } }),
    await stranger.call(contract.assignConversation, { params: { conversationId: id }, body }),
    await stranger.call(contract.unassignConversation, { params: { conversationId: id } }),
    await stranger.call(contract.archiveConversation, { params: { conversationId: id } }),
    await stranger.call(contract.reopenConversation, { params: { conversationId: id } }),
    await stranger.call(contract.markConversationRead, { params: { conversationId: id } }),
    await stranger.call(sendMessage, { params: { conversationId: id }, body: draft }),
    await stranger.call(readContact, { params: { contactId } }),
  ];
  const foreign = (await calls(conversationId, contact.id)).map(({ status, problem }) => [status, problem]);
  const absent = (await calls(crypto.randomUUID(), crypto.randomUUID())).map(({ status, problem }) => [
    status,
    problem,
  ]);
  expect(foreign).toEqual(absent);
  expect(foreign.map(([status]) => status)).toEqual(Array.from({ length: 9 }, () => 404));
  expect((await ana.ok(readContact, { params: { contactId: contact.id } })).name).toBe("Customer 1");
});

const anybody: Omit<Caller, "memberId"> = {
  sessionId: newId(),
  personId: newId(),
  workspaceId: newId(),
  role: "user",
  reach: "everything",
  mustChoosePassword: false,
};

test("every fact of a conversation becomes a live event of the contract", async () => {
  const customer = writer(1);
  await receiveUpdates(context, { channelId, updates: [customer.text("Hello")], position: null });
  const params = { conversationId: await onlyConversation() };
  await ana.ok(contract.assignConversation, { params, body: { memberId: ben.memberId, expectedAssigneeId: null } });
  await ana.ok(contract.archiveConversation, { params });
  await ana.ok(contract.markConversationRead, { params });
  await ana.ok(sendMessage, { params, body: { idempotencyKey: crypto.randomUUID(), text: "Answer" } });
  const written = await read(context, query.selectFrom("facts").selectAll().orderBy("id"));
  const facts = written.filter(({ kind }) => /^(?:conversation|message)\./.test(kind));
  const presented = await Promise.all(facts.map((fact) => conversationPresenters[fact.kind]?.(context, fact)));
  expect(presented.flatMap((events) => events?.map(({ event }) => event.kind))).toEqual([
    "message",
    // Whoever saw it as nobody's, or as Ben's, and no longer does, is told only that it is gone.
    ...["conversation", "conversation_gone"],
    "conversation",
    "read",
    "message",
    ...["conversation", "conversation_gone"],
  ]);
  expect(presented[1]?.[0]?.event).toMatchObject({
    event: { kind: "assigned", assignee: { memberId: ben.memberId }, actor: { memberId: ana.memberId } },
  });
  const hearsOfReading = presented[3]?.[0]?.onlyFor;
  expect([ana, ben].map(({ memberId }) => hearsOfReading?.({ ...anybody, memberId }))).toEqual([true, false]);
});

async function walk(limit: number, filter: { search?: string }): Promise<string[]> {
  const { items, next } = await ana.ok(contract.listConversations, { query: { limit, ...filter } });
  const ids = items.map(({ id }) => id);
  let cursor = next;
  while (cursor) {
    const page = await ana.ok(contract.listConversations, { query: { limit, cursor, ...filter } });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  }
  return ids;
}

async function cursorOf(): Promise<string | null> {
  await receiveUpdates(context, {
    channelId,
    updates: [1, 2].map((number) => writer(number).text("Hello")),
    position: null,
  });
  return (await ana.ok(contract.listConversations, { query: { limit: 1 } })).next;
}

async function onlyConversation(): Promise<string> {
  return String((await read(context, query.selectFrom("conversations").select("id")))[0]?.id);
}

async function outbound(): Promise<number> {
  return (await read(context, query.selectFrom("messages").select("id").where("direction", "=", "outbound"))).length;
}

async function unreadOf(member: TestClient): Promise<number | undefined> {
  return (await member.ok(contract.listConversations)).items[0]?.unread;
}

async function factsOf(): Promise<string[]> {
  return (await read(context, query.selectFrom("facts").select("kind").orderBy("id"))).map(({ kind }) => kind);
}

import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listConversations } from "#contract/conversations.ts";
import { listMessages } from "#contract/messages.ts";
import { type Context, query, read } from "#server/context.ts";
import { archiveConversation } from "#server/conversations/archive-conversation.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { noLines } from "#server/testing/no-lines.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";

let rooms: Rooms;
let context: Context;
let owner: TestClient & { memberId: string };
let channelId: string;

beforeAll(async () => {
  rooms = await openRooms(conversationRoutes(noLines));
});
afterAll(() => rooms.close());
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  owner = await rooms.addMember(context.workspaceId);
  channelId = await addChannel(context);
});

const receive = (...updates: InboundUpdate[]) => receiveUpdates(context, { channelId, updates, position: null });

test("a first message makes contact, conversation and thread, and a fact each follower can read", async () => {
  const ana = writer(1, "Ana Ruiz");
  await receive(ana.text("Hello,\n  is this still there?"));
  const { items, next } = await owner.ok(listConversations, { query: {} });
  expect(next).toBeNull();
  expect(items).toMatchObject([
    {
      channel: { id: channelId, name: "Shop bot" },
      contact: { name: "Ana Ruiz", username: "customer_1", avatarFileId: null },
      assignee: null,
      lastMessage: {
        direction: "inbound",
        kind: "text",
        excerpt: "Hello, is this still there?",
        authorName: null,
        state: "delivered",
      },
      lastActivityAt: "2026-11-20T10:01:00.000Z",
      unread: 1,
      unreplied: true,
      archivedAt: null,
      blockedByCustomer: false,
      can: { reply: true, assign: true, archive: true },
    },
  ]);
  expect(listConversations.answer.parse({ items, next })).toEqual({ items, next });
  const thread = await readThread(String(items[0]?.id));
  expect(listMessages.answer.parse(thread)).toEqual(thread);
  expect(thread.messages).toMatchObject([
    { content: { kind: "text", text: "Hello,\n  is this still there?" }, sentAt: "2026-11-20T10:01:00.000Z" },
  ]);
  expect(rooms.published.filter((fact) => fact.workspaceId === context.workspaceId).map(({ kind }) => kind)).toEqual([
    "message.received",
  ]);
});

test("a message that is delivered 50 times at once is there once, and announced once", async () => {
  const message = writer(1).text("Only once");
  await Promise.all(Array.from({ length: 50 }, () => receive(message)));
  expect(await read(context, query.selectFrom("messages").select("text"))).toEqual([{ text: "Only once" }]);
  expect(await read(context, query.selectFrom("conversations").select("inbound_count"))).toEqual([
    { inbound_count: 1 },
  ]);
  expect(await factKinds()).toEqual(["message.received"]);
});

test("the next messages of a known customer, each delivered several times at once, are there once", async () => {
  const ana = writer(1, "Ana");
  await receive(ana.text("Message 0"));
  const next = Array.from({ length: 20 }, (_, index) => ana.text(`Message ${index + 1}`));
  await Promise.all([...next, ...next.toReversed(), ...next].map((message) => receive(message)));
  const { items } = await owner.ok(listConversations, { query: {} });
  expect(items).toMatchObject([{ unread: 21, lastMessage: { excerpt: "Message 20" } }]);
  expect((await readThread(String(items[0]?.id))).messages).toHaveLength(21);
  expect(await factKinds()).toEqual(Array.from({ length: 21 }, () => "message.received"));
});

test("ten first messages at once of each of 50 customers make 50 contacts and 50 conversations", async () => {
  const letters = Array.from({ length: 50 }, (_, number) => writer(number)).flatMap((customer) =>
    Array.from({ length: 10 }, (_, index) => customer.text(`Picture ${index}`)),
  );
  const shuffled =
    fc.sample(fc.shuffledSubarray(letters, { minLength: letters.length }), { seed: 4, numRuns: 1 })[0] ?? [];
  await Promise.all(shuffled.map((letter) => receive(letter)));
  const [counts] = await read(
    context,
    query.selectNoFrom(({ selectFrom, fn }) => [
      selectFrom("contacts").select(fn.countAll<string>().as("n")).as("contacts"),
      selectFrom("conversations").select(fn.countAll<string>().as("n")).as("conversations"),
      selectFrom("messages").select(fn.countAll<string>().as("n")).as("messages"),
    ]),
  );
  expect(counts).toEqual({ contacts: "50", conversations: "50", messages: "500" });
  const inbound = await read(context, query.selectFrom("conversations").select("inbound_count").distinct());
  expect(inbound).toEqual([{ inbound_count: 10 }]);
});

test("batches that hold the same new customers in opposite orders both arrive", async () => {
  const customers = Array.from({ length: 20 }, (_, number) => writer(number));
  for (let round = 0; round < 10; round += 1) {
    const letters = customers.map((customer) => customer.text(`Round ${round}`));
    await Promise.all([receive(...letters), receive(...letters.toReversed()), receive(...letters)]);
  }
  const inbound = await read(context, query.selectFrom("conversations").select("inbound_count").distinct());
  expect(inbound).toEqual([{ inbound_count: 10 }]);
});

test("any order and any repetition of messages and edits ends in the same thread", async () => {
  await fc.assert(
    fc.asyncProperty(scripts, fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), async (script, order) => {
      const shuffled = script
        .flatMap((update, index) => (order[index] && order[index] % 3 === 0 ? [update, update] : [update]))
        .map((update, index) => ({ update, key: order[index % order.length] ?? 0 }))
        .toSorted((one, other) => one.key - other.key)
        .map(({ update }) => update);
      expect(await liveThrough(shuffled)).toEqual(await liveThrough(script));
    }),
    { numRuns: 40, seed: 5 },
  );
});

test("an update that cannot be stored is kept with its reason and the rest arrives", async () => {
  const ana = writer(1);
  const entities = [{ kind: "link" as const, offset: 0, length: 1, url: "http://\0" }];
  const poison = ana.text("?", { content: { kind: "text", text: "?", entities } });
  await receiveUpdates(context, {
    channelId,
    updates: [ana.text("Before"), poison, ana.text("After \0 end")],
    position: "77",
  });
  const texts = await read(context, query.selectFrom("messages").select("text").orderBy("sent_at"));
  expect(texts).toEqual([{ text: "Before" }, { text: "After \uFFFD end" }]);
  expect(await read(context, query.selectFrom("rejected_updates").select(["external_id", "reason"]))).toMatchObject([
    { external_id: "message:1:1", reason: expect.stringContaining("It could not be stored") },
  ]);
  expect(await read(context, query.selectFrom("channel_positions").select("position"))).toEqual([{ position: "77" }]);
});

test("what the adapter could not read is kept once, groups are counted", async () => {
  const rejected = { kind: "rejected" as const, externalId: "9", reason: "No chat.", raw: { text: "\0 \ud800" } };
  await receive({ kind: "group" }, rejected, { kind: "group" }, rejected, { kind: "ignored" });
  await receive(rejected);
  expect(await read(context, query.selectFrom("rejected_updates").select("reason"))).toEqual([{ reason: "No chat." }]);
  expect(await read(context, query.selectFrom("channels").select("ignored_group_messages"))).toEqual([
    { ignored_group_messages: 2 },
  ]);
});

test("a customer's next message opens an archived conversation again, a redelivery does not", async () => {
  const ana = writer(1);
  const first = ana.text("Hello");
  await receive(first);
  const [row] = await read(context, query.selectFrom("conversations").select("id"));
  await archiveConversation(context, String(row?.id));
  await receive(first);
  expect(await read(context, query.selectFrom("conversations").select("archived_at"))).not.toEqual([
    { archived_at: null },
  ]);
  await receive(ana.text("Still there?"));
  expect(await read(context, query.selectFrom("conversations").select("archived_at"))).toEqual([{ archived_at: null }]);
  expect(await factKinds()).toEqual([
    "conversation.archived",
    "conversation.reopened",
    "message.received",
    "message.received",
  ]);
});

test("blocking and unblocking are told once, and old word changes nothing", async () => {
  const ana = writer(1);
  const message = ana.text("Hello");
  const at = (minute: number) => new Date(message.sentAt.getTime() + minute * 60_000);
  const block = (kind: "blocked" | "unblocked", minute: number) => ({
    kind,
    chatId: ana.chatId,
    sender: message.sender,
    at: at(minute),
  });
  await receive(message, block("blocked", 1));
  await receive(block("blocked", 1));
  expect((await owner.ok(listConversations, { query: {} })).items).toMatchObject([
    { blockedByCustomer: true, can: { reply: false } },
  ]);
  await receive(block("unblocked", 3), block("blocked", 2), block("unblocked", 3));
  expect((await owner.ok(listConversations, { query: {} })).items).toMatchObject([{ blockedByCustomer: false }]);
  await receive(block("blocked", 5), ana.text("I changed my mind", { sentAt: at(6) }));
  expect((await owner.ok(listConversations, { query: {} })).items).toMatchObject([{ blockedByCustomer: false }]);
  const [conversation] = (await owner.ok(listConversations, { query: {} })).items;
  const { events } = await readThread(String(conversation?.id));
  expect(events.map(({ kind }) => kind)).toEqual(["blocked_bot", "unblocked_bot"]);
});

test("a customer who changes their name is found by the new one only", async () => {
  const before = writer(1, "Ana Ruiz");
  await receive(before.text("Hello"));
  const after = {
    ...before.text("I married"),
    sender: { externalId: "1", name: "Ana Peña", username: "ana.pena", phone: null, language: "es" },
  };
  await receive(after);
  const find = async (search: string) => (await owner.ok(listConversations, { query: { search } })).items.length;
  expect(await Promise.all(["ana", "pen", "peña", "ana pena", "ruiz", "customer_1", "ana.p"].map(find))).toEqual([
    1, 1, 1, 1, 0, 0, 1,
  ]);
});

test("a reply shows what it answers, also when that arrives later", async () => {
  const ana = writer(1);
  const question = ana.text("Which colour?");
  const answer = ana.text("This one", { replyToExternalId: question.externalId });
  await receive(answer);
  await receive(question);
  const [row] = await read(context, query.selectFrom("conversations").select("id"));
  const { messages } = await readThread(String(row?.id));
  expect(messages.map(({ replyTo }) => replyTo?.excerpt ?? null)).toEqual([null, "Which colour?"]);
});

test("when the database is away nothing is answered as stored", async () => {
  const broken = {
    ...context,
    database: {
      ...context.database,
      transaction: () => Promise.reject(new Error("Connection terminated unexpectedly")),
    },
  };
  await expect(
    receiveUpdates(broken, { channelId, updates: [writer(1).text("Hello")], position: "5" }),
  ).rejects.toThrow("terminated");
});

const scripts = fc
  .array(fc.record({ customer: fc.integer({ min: 0, max: 2 }), edits: fc.integer({ min: 0, max: 3 }) }), {
    maxLength: 10,
  })
  .map((plan) => {
    const customers = [writer(0), writer(1), writer(2)];
    return plan.flatMap(({ customer, edits }, index) => {
      const by = customers[customer] ?? writer(9);
      const message = by.text(`Message ${index}`);
      const changes = Array.from({ length: edits }, (_, edit) =>
        by.edit(message, `Message ${index}, edit ${edit}`, new Date(message.sentAt.getTime() + 1_000 * (edit + 1))),
      );
      return [message, ...changes];
    });
  });

/** What a fresh workspace holds after these updates, without the identifiers. */
async function liveThrough(updates: readonly InboundUpdate[]) {
  const fresh = rooms.contextOf(await rooms.addWorkspace());
  const channel = await addChannel(fresh);
  for (const update of updates) await receiveUpdates(fresh, { channelId: channel, updates: [update], position: null });
  const messages = query
    .selectFrom("messages")
    .select(["external_id", "text", "sent_at", "edited_at", "kind"])
    .orderBy("external_id");
  const conversations = query
    .selectFrom("conversations")
    .select([
      "external_id",
      "inbound_count",
      "last_activity_at",
      "last_excerpt",
      "last_message_at",
      "last_message_sequence",
      "unreplied",
    ])
    .orderBy("external_id");
  return { messages: await read(fresh, messages), conversations: await read(fresh, conversations) };
}

async function factKinds(): Promise<string[]> {
  return (await read(context, query.selectFrom("facts").select("kind").orderBy("kind"))).map(({ kind }) => kind);
}

function readThread(conversationId: string) {
  return owner.ok(listMessages, { params: { conversationId }, query: {} });
}

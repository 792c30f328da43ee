import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readContact } from "#contract/contacts.ts";
import { listConversations } from "#contract/conversations.ts";
import { listMessages } from "#contract/messages.ts";
import { contactRoutes } from "#server/contacts/routes.ts";
import { type Context, query, read } from "#server/context.ts";
import type { InboundMessage, InboundUpdate } from "#server/conversations/inbound.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";

let rooms: Rooms;
let context: Context;
let owner: TestClient & { memberId: string };
let channelId: string;

beforeAll(async () => {
  const adapters = testAdapters("http://127.0.0.1:9");
  rooms = await openRooms([
    ...conversationRoutes({ adapters, secrets: secretBox("ab".repeat(32)) }),
    ...contactRoutes(),
  ]);
});
afterAll(() => rooms.close());
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  owner = await rooms.addMember(context.workspaceId);
  channelId = await addChannel(context);
});

const receive = (...updates: InboundUpdate[]) => receiveUpdates(context, { channelId, updates, position: null });
const inbox = async (query = {}) => (await owner.ok(listConversations, { query })).items;
const threadOf = async (conversationId = "") =>
  (await owner.ok(listMessages, { params: { conversationId }, query: {} })).messages;
const after = (message: InboundMessage, seconds: number) => new Date(message.sentAt.getTime() + seconds * 1_000);

/** The same customer under another address. */
function addressed<Update extends InboundMessage>(update: Update, chatId: string, phone: string | null = null): Update {
  return { ...update, chatId, sender: { externalId: chatId, name: null, username: null, phone, language: null } };
}

test("texts of many chats at once, with everything else among them, are all there and counted once", async () => {
  const customers = Array.from({ length: 20 }, (_, number) => writer(number));
  await receive(...customers.map((customer) => customer.text("Hello")));
  const batch = Array.from({ length: 4 }, (_, round) =>
    customers.map((customer) => customer.text(`Round ${round}`)),
  ).flat();
  const [first] = batch;
  const place = { kind: "location" as const, latitude: 1, longitude: 2, name: null, address: null };
  const stranger = writer(99).text("I am new");
  const others = [stranger, { ...writer(5).text("x", { sequence: 50 }), content: place }];
  await receive(...batch, ...others, ...batch.slice(0, 30));
  await receive(...batch, ...others);
  expect(
    await read(context, query.selectFrom("conversations").select(["inbound_count"]).orderBy("inbound_count")),
  ).toEqual([1, ...Array.from({ length: 19 }, () => 5), 6].map((inbound_count) => ({ inbound_count })));
  const rows = await inbox();
  expect(rows).toHaveLength(21);
  expect(rows.find(({ contact }) => contact.name === "Customer 0")).toMatchObject({
    unread: 5,
    unreplied: true,
    lastMessage: { excerpt: "Round 3", state: "delivered" },
  });
  const facts = await read(context, query.selectFrom("facts").select("kind"));
  expect(facts.filter(({ kind }) => kind === "message.received")).toHaveLength(102);
  expect(first?.externalId).toBe("0:2");
});

test("what was written on the phone answers, rings nobody and opens nothing again", async () => {
  const ana = writer(1, "Ana");
  const question = ana.text("Still open?");
  const answer = ana.text("Until six.", { direction: "outbound" });
  await receive(question, answer, answer);
  const [row] = await inbox();
  expect(row).toMatchObject({
    unread: 0,
    unreplied: false,
    lastMessage: { direction: "outbound", authorName: null, state: "sent", excerpt: "Until six." },
  });
  expect(await threadOf(row?.id)).toMatchObject([{}, { direction: "outbound", author: null, state: "sent" }]);
  await receive({ kind: "receipt", externalIds: [answer.externalId], state: "read", at: after(answer, 1) });
  await receive({ kind: "receipt", externalIds: [answer.externalId], state: "delivered", at: after(answer, 2) });
  expect(await inbox()).toMatchObject([{ lastMessage: { state: "read" } }]);
  await receive(writer(2).text("Hello, I saw your advertisement", { direction: "outbound" }));
  expect(await inbox()).toHaveLength(1);
  expect(await inbox({ queue: "archive" })).toHaveLength(1);
});

test("history is stored with its time, and nobody is asked to answer it", async () => {
  const ana = writer(1, "Ana", new Date("2026-11-01T10:00:00Z"));
  const past = Array.from({ length: 3 }, (_, index) => ({ ...ana.text(`Long ago ${index}`), kind: "past" as const }));
  await receive(...past);
  await receive(...past);
  expect(await inbox()).toEqual([]);
  const [row] = await inbox({ queue: "archive" });
  expect(row).toMatchObject({ unread: 0, unreplied: false, lastMessage: { excerpt: "Long ago 2" } });
  expect((await threadOf(row?.id)).map(({ sentAt }) => sentAt)).toEqual([
    "2026-11-01T10:01:00.000Z",
    "2026-11-01T10:02:00.000Z",
    "2026-11-01T10:03:00.000Z",
  ]);
  const [, , latest] = past.map((message) => ({ ...message, kind: "message" as const }));
  if (!latest) throw new Error("There is no history.");
  await receive(latest);
  await receive(latest, ...past);
  expect(await inbox()).toMatchObject([{ id: row?.id, unread: 1, unreplied: true }]);
  await receive(ana.text("And now?"));
  expect(await inbox()).toMatchObject([{ id: row?.id, unread: 2, unreplied: true }]);
  expect((await threadOf(row?.id)).map(({ content }) => content.kind)).toHaveLength(4);
});

test("what was read on the phone is unread for nobody, what came later is", async () => {
  const ana = writer(1);
  const [first, second] = [ana.text("One"), ana.text("Two")];
  await receive(first, second);
  await receive({ kind: "seen", chatId: ana.chatId, at: after(first, 1) });
  expect(await inbox()).toMatchObject([{ unread: 1, unreplied: true }]);
  await receive({ kind: "seen", chatId: ana.chatId, at: after(second, 1) });
  expect(await inbox()).toMatchObject([{ unread: 0, unreplied: true }]);
  await receive(ana.text("Three"));
  expect(await inbox()).toMatchObject([{ unread: 1 }]);
});

test("one customer under two addresses is one contact with one conversation, and nothing is lost", async () => {
  const number = "4915100000001";
  const former = `${number}@old`;
  const ana = writer(1, "Ana Ruiz");
  await receive(
    addressed(ana.text("By number"), former, number),
    addressed(ana.text("By number again"), former, number),
  );
  await receive(addressed(ana.text("By address"), "77@new"));
  expect(await inbox()).toHaveLength(2);
  const same = { kind: "same_chat" as const, chatId: "77@new", formerChatId: former, phone: number };
  await receive(same, addressed(ana.text("By number, late"), former, number));
  await Promise.all([receive(same), receive(same, addressed(ana.text("The end"), "77@new", number))]);
  const rows = await inbox();
  expect(rows).toMatchObject([
    { unread: 5, lastMessage: { excerpt: "The end" }, contact: { name: "+49 1510 0000001" } },
  ]);
  expect((await threadOf(rows[0]?.id)).map(({ content }) => "text" in content && content.text)).toEqual([
    "By number",
    "By number again",
    "By address",
    "By number, late",
    "The end",
  ]);
  const tables = ["contacts", "identities", "conversations"] as const;
  for (const table of tables) expect(await read(context, query.selectFrom(table).select("id"))).toHaveLength(1);
  const contact = await owner.ok(readContact, { params: { contactId: rows[0]?.contact.id ?? "" } });
  expect(contact.identities).toMatchObject([{ phone: "+49 1510 0000001" }]);
  await receive({
    ...addressed(ana.text("My name"), "77@new"),
    sender: { externalId: "77@new", name: "Ana Ruiz", username: null, phone: null, language: null },
  });
  const find = async (search: string) => (await inbox({ search })).length;
  expect(await Promise.all(["ana", "+49 151", "0151 0000", "004915100", "151"].map(find))).toEqual([1, 1, 1, 1, 0]);
});

test("an address alone is renamed when the other one is learned, before or after its messages", async () => {
  const ana = writer(1);
  const same = { kind: "same_chat" as const, chatId: "77@new", formerChatId: "1@old", phone: "4915100000001" };
  await receive(same, addressed(ana.text("Hello"), "1@old", "4915100000001"));
  expect(await read(context, query.selectFrom("conversations").select("external_id"))).toEqual([
    { external_id: "77@new" },
  ]);
  await receive({
    kind: "reaction",
    chatId: "1@old",
    targetExternalId: "1:1",
    by: "customer",
    emoji: "👍",
    at: new Date(0),
  });
  const [row] = await inbox();
  expect(await threadOf(row?.id)).toMatchObject([{ reactions: [{ by: "customer", emoji: "👍", memberId: null }] }]);
});

test("nobody changes messages of another chat or of the other side", async () => {
  const [ana, eve] = [writer(1), writer(2)];
  const message = ana.text("Mine");
  const ours = ana.text("Ours", { direction: "outbound" });
  await receive(message, ours, eve.text("Hello"));
  const about = (target: InboundMessage, chatId: string, by: "customer" | "us" = "customer") => ({
    kind: "removal" as const,
    chatId,
    targetExternalId: target.externalId,
    by,
    at: after(target, 5),
  });
  await receive(about(message, eve.chatId), about(ours, ana.chatId), about(message, ana.chatId, "us"));
  await receive({ ...eve.edit(message, "Forged", after(message, 9)), chatId: eve.chatId });
  await receive({ ...ana.edit(ours, "Forged", after(ours, 9)), direction: "inbound" });
  await receive(eve.text("Quoting", { replyToExternalId: message.externalId }));
  const texts = await read(context, query.selectFrom("messages").select("text").orderBy("external_id").orderBy("text"));
  expect(texts.map(({ text }) => text)).toEqual(["Mine", "Ours", "Hello", "Quoting"]);
  const quoting = (await inbox()).find(({ lastMessage }) => lastMessage?.excerpt === "Quoting");
  expect((await threadOf(quoting?.id)).at(-1)?.replyTo).toBeNull();
});

test("what could not be read becomes its content in place, and is no edit", async () => {
  const ana = writer(1);
  const message = ana.text("At last");
  await receive({ ...message, content: { kind: "undecryptable" } }, { ...message, content: { kind: "undecryptable" } });
  const [row] = await inbox();
  expect(row?.lastMessage).toMatchObject({ kind: "undecryptable", excerpt: "" });
  const [placeholder] = await threadOf(row?.id);
  await receive(message);
  await receive({ ...message, content: { kind: "undecryptable" } });
  expect(await threadOf(row?.id)).toMatchObject([
    { id: placeholder?.id, content: { kind: "text", text: "At last" }, editedAt: null },
  ]);
  expect(await inbox()).toMatchObject([{ unread: 1, lastMessage: { kind: "text", excerpt: "At last" } }]);
});

test("typing reaches whoever looks, and is stored nowhere", async () => {
  const ana = writer(1);
  await receive(ana.text("Hello"));
  const [row] = await inbox();
  await receive(
    { kind: "typing", chatId: ana.chatId, isTyping: true },
    { kind: "typing", chatId: "nobody", isTyping: true },
  );
  expect(rooms.published.filter(({ kind }) => kind === "conversation.typing")).toMatchObject([
    { workspaceId: context.workspaceId, passing: { conversationId: row?.id, details: { isTyping: true } } },
  ]);
});

import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { reactToMessage } from "#contract/gestures.ts";
import { listMessages, sendMessage } from "#contract/messages.ts";
import * as contract from "#contract/sending-guards.ts";
import { type Context, compilable, query, read, transact } from "#server/context.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { guardRoutes } from "#server/guards/routes.ts";
import { midnightAfter } from "#server/guards/sending-day.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { addChannel, guardedKind } from "#server/testing/add-channel.ts";
import { addStrangers } from "#server/testing/add-strangers.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";

type Member = TestClient & { memberId: string };

let rooms: Rooms;
let context: Context;
let ana: Member;
let channel: { channelId: string };

beforeAll(async () => {
  const parts = { adapters: testAdapters(), secrets: secretBox("ab".repeat(32)) };
  rooms = await openRooms([...conversationRoutes(parts), ...guardRoutes()]);
  // What may leave is counted by the day: to a noon, far from any midnight.
  const { clock } = rooms;
  clock.advance(midnightAfter(clock.now()).getTime() + 12 * 3_600_000 - clock.now().getTime());
});
afterAll(() => rooms.close());
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  ana = await rooms.addMember(context.workspaceId);
  channel = { channelId: await addChannel(context, () => null, guardedKind) };
});

test("a channel begins with the usual guards, and tells how a fresh account warms up", async () => {
  const guards = await ana.ok(contract.readSendingGuards, { params: channel });
  expect(contract.sendingGuards.parse(guards)).toMatchObject({
    mode: "everything",
    dailyFirstContacts: 20,
    loopBreaker: true,
    warmingUp: { day: 1 },
    today: { sent: 0, firstContacts: { used: 0, allowed: 2 }, heldBack: 0 },
    now: { waiting: 0, optedOut: 0, paused: 0 },
  });
  expect(guards.optOutWords).toContain("STOP");
  expect(guards.schedule).toContainEqual({ fromDay: 3, firstContacts: 4 });
});

test("each change is kept, told live and written to the audit log; what stays the same is none", async () => {
  const body = { dailyFirstContacts: 50, optOutWords: ["Basta", "BASTA", "Stop"] };
  const changed = await ana.ok(contract.changeSendingGuards, { params: channel, body });
  expect(changed).toMatchObject({ dailyFirstContacts: 50, optOutWords: ["Basta", "Stop"], mode: "everything" });
  await ana.ok(contract.changeSendingGuards, { params: channel, body });
  const lines = await read(context, query.selectFrom("audit_entries").select(["action", "before", "after"]));
  expect(lines).toEqual([
    {
      action: "channel.guards_changed",
      before: { dailyFirstContacts: 20, optOutWords: expect.arrayContaining(["STOP"]) },
      after: { dailyFirstContacts: 50, optOutWords: ["Basta", "Stop"] },
    },
  ]);
  expect(rooms.published.filter(({ kind }) => kind === "channel.guards_changed")).toHaveLength(1);
});

test("who may not configure reads them and changes nothing; kinds that need no guards have none", async () => {
  const ben = await rooms.addMember(context.workspaceId, "user");
  expect((await ben.ok(contract.readSendingGuards, { params: channel })).can.configure).toBe(false);
  const refused = await ben.call(contract.changeSendingGuards, { params: channel, body: { mode: "stopped" } });
  expect([refused.status, refused.problem.code]).toEqual([403, "missing_right"]);
  const other = { channelId: await addChannel(context) };
  expect((await ana.call(contract.readSendingGuards, { params: other })).problem.code).toBe("not_guarded");
});

test.each([
  { dailyFirstContacts: 201 },
  { dailyFirstContacts: -1 },
  { dailyFirstContacts: 1.5 },
  { optOutWords: ["!!!"] },
  { optOutWords: ["x".repeat(41)] },
])("%j is refused with the field", async (body) => {
  const refused = await ana.call(contract.changeSendingGuards, { params: channel, body });
  expect([refused.status, refused.problem.fields?.length]).toEqual([400, 1]);
});

test("a customer who opts out hears nothing more until they write again", async () => {
  const lena = writer(1, "Lena");
  const params = await opened(lena.text("Hello"));
  expect((await post(params, "Hi Lena")).status).toBe(201);
  await receive(lena.text(" Stop! "));
  const refused = await post(params, "Just one more thing");
  expect([refused.status, refused.problem.code]).toEqual([409, "opted_out"]);
  expect(refused.problem.title).toBe("Lena has asked to hear nothing more.");
  expect(await ana.ok(contract.readSendingOutlook, { params })).toEqual({ guard: "opted_out", until: null });
  await receive(lena.text("Sorry, that was meant for somebody else"));
  expect((await post(params, "No problem")).status).toBe(201);
  expect(await kinds(params)).toEqual(["opted_out", "opted_in"]);
  const guards = await ana.ok(contract.readSendingGuards, { params: channel });
  expect([guards.today.heldBack, guards.now.optedOut]).toEqual([1, 0]);
});

test("what a customer wrote last counts, in whatever order and how often it arrives", async () => {
  const lena = writer(1, "Lena");
  const [hello, stop, again] = [lena.text("Hello"), lena.text("STOP"), lena.text("ok")];
  const params = await opened(hello);
  await receive(again);
  await receive(stop);
  expect((await ana.ok(contract.readSendingOutlook, { params })).guard).toBeNull();
  const last = lena.text("stop");
  await Promise.all([receive(last), receive(last), receive(again)]);
  expect((await ana.ok(contract.readSendingOutlook, { params })).guard).toBe("opted_out");
  expect(await kinds(params)).toEqual(["opted_out"]);
});

test("the words mean nothing on channels without guards, nor to those who write them on the phone of the account", async () => {
  const plain = await addChannel(context);
  await receiveUpdates(context, { channelId: plain, updates: [writer(2).text("Hello")], position: null });
  await receiveUpdates(context, {
    channelId: plain,
    updates: [writer(2).text("STOP", { sequence: 9 })],
    position: null,
  });
  const lena = writer(1, "Lena");
  await opened(lena.text("Hello"));
  await receive(lena.text("STOP", { direction: "outbound" }));
  const rows = await read(context, query.selectFrom("conversations").select("opted_out_at"));
  expect(rows).toEqual([{ opted_out_at: null }, { opted_out_at: null }]);
});

test("a member lifts an opt-out for a reason, which the thread and the audit log keep", async () => {
  const lena = writer(1, "Lena");
  const params = await opened(lena.text("Hello"));
  const reason = { params, body: { reason: "Agreed on the phone" } };
  expect((await ana.call(contract.liftOptOut, reason)).problem.code).toBe("not_opted_out");
  await receive(lena.text("BAJA"));
  expect((await ana.call(contract.liftOptOut, { params, body: { reason: " " } })).status).toBe(400);
  await ana.ok(contract.liftOptOut, reason);
  expect((await post(params, "Thank you")).status).toBe(201);
  const { events } = await ana.ok(listMessages, { params });
  expect(events.map(({ kind, said, actor }) => [kind, said, actor?.memberId ?? null])).toEqual([
    ["opted_out", "BAJA", null],
    ["opted_in", "Agreed on the phone", ana.memberId],
  ]);
  const lines = await read(context, query.selectFrom("audit_entries").select(["action", "subject_name", "after"]));
  expect(lines).toEqual([
    { action: "conversation.opt_out_lifted", subject_name: "Lena", after: { reason: "Agreed on the phone" } },
  ]);
});

test("replies only: nobody is written to who has not written", async () => {
  await ana.ok(contract.changeSendingGuards, { params: channel, body: { mode: "replies_only" } });
  const lena = await opened(writer(1, "Lena").text("Hello"));
  expect((await post(lena, "Hi")).status).toBe(201);
  const [stranger] = await strangers(1);
  const refused = await post(stranger, "Hello");
  expect([refused.status, refused.problem.code]).toEqual([409, "replies_only"]);
  expect(await read(context, compilable(sql`select * from first_contacts`))).toEqual([]);
});

test("first contacts are counted by customer and day, and come back with the next", async () => {
  await ana.ok(contract.changeSendingGuards, { params: channel, body: { dailyFirstContacts: 2, warmUp: false } });
  const [one, two, three] = await strangers(3);
  expect((await post(one, "Hello")).status).toBe(201);
  expect((await post(one, "Are you there?")).status).toBe(201);
  expect((await post(two, "Hello")).status).toBe(201);
  const refused = await post(three, "Hello");
  expect([refused.status, refused.problem.code]).toEqual([409, "first_contacts_used_up"]);
  expect(refused.problem.detail).toContain("after midnight UTC");
  const outlook = await ana.ok(contract.readSendingOutlook, { params: three ?? channelless });
  expect(outlook).toEqual({ guard: "first_contacts", until: expect.stringMatching(/T00:00:00.000Z$/) });
  const { today } = await ana.ok(contract.readSendingGuards, { params: channel });
  expect(today).toMatchObject({ firstContacts: { used: 2, allowed: 2 }, heldBack: 1 });
  rooms.clock.advance(86_400_000);
  expect((await post(three, "Hello")).status).toBe(201);
  expect((await post(one, "Hello again")).status).toBe(201);
  expect((await post(two, "Hello again")).problem.code).toBe("first_contacts_used_up");
});

test("a reaction leaves no more than a message does, and cannot wait", async () => {
  const params = await opened(writer(1, "Lena").text("Hello"));
  const [message] = (await ana.ok(listMessages, { params })).messages;
  await ana.ok(contract.changeSendingGuards, { params: channel, body: { mode: "stopped" } });
  const reaction = { params: { ...params, messageId: message?.id ?? "" }, body: { emoji: "👍" } };
  const refused = await ana.call(reactToMessage, reaction);
  expect([refused.status, refused.problem.code]).toEqual([409, "sending_stopped"]);
  expect((await ana.ok(listMessages, { params })).messages[0]?.reactions).toEqual([]);
});

test("the list of what is held back shows only what the caller sees", async () => {
  const lena = writer(1, "Lena");
  const params = await opened(lena.text("Hello"));
  await receive(lena.text("STOP"));
  await ana.ok(contract.changeSendingGuards, { params: channel, body: { mode: "stopped" } });
  const omar = await opened(writer(2, "Omar").text("Hello"));
  expect((await post(omar, "Later")).status).toBe(201);
  const { items } = await ana.ok(contract.listHeldConversations, { params: channel });
  expect(items).toEqual([
    { conversationId: omar.conversationId, contactName: "Omar", guard: "stopped", since: null, waiting: 1 },
    { ...params, contactName: "Lena", guard: "opted_out", since: expect.any(String), waiting: 0 },
  ]);
  expect((await ana.ok(contract.readSendingGuards, { params: channel })).now).toEqual({
    waiting: 1,
    optedOut: 1,
    paused: 0,
  });
  await transact(context, (tx) => tx.db.updateTable("workspaces").set({ visibility: "teams" }).execute());
  const ben = await rooms.addMember(context.workspaceId, "user");
  expect((await ben.ok(contract.listHeldConversations, { params: channel })).items).toEqual([]);
});

type Params = { conversationId: string };
const channelless: Params = { conversationId: "" };

async function receive(...updates: Parameters<typeof receiveUpdates>[1]["updates"]) {
  await receiveUpdates(context, { channelId: channel.channelId, updates, position: null });
}

/** The conversation of a customer's first message. */
async function opened(update: ReturnType<ReturnType<typeof writer>["text"]>): Promise<Params> {
  await receive(update);
  const byChat = query.selectFrom("conversations").select("id").where("external_id", "=", update.chatId);
  return { conversationId: String((await read(context, byChat))[0]?.id) };
}

async function strangers(count: number): Promise<Params[]> {
  const chats = Array.from({ length: count }, (_, index) => `stranger-${index}`);
  return (await addStrangers(context, channel.channelId, chats)).map((conversationId) => ({ conversationId }));
}

function post(params: Params = channelless, text: string) {
  return ana.call(sendMessage, { params, body: { idempotencyKey: crypto.randomUUID(), text } });
}

async function kinds(params: Params): Promise<string[]> {
  return (await ana.ok(listMessages, { params })).events.map(({ kind }) => kind);
}

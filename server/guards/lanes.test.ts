import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { assignConversation } from "#contract/conversations.ts";
import type { BodyGiven } from "#contract/endpoint.ts";
import { listMessages, sendMessage } from "#contract/messages.ts";
import { listNotifications } from "#contract/notifications.ts";
import * as contract from "#contract/sending-guards.ts";
import { sealPurpose } from "#server/channels/connection-of.ts";
import { type Context, query, read, transact } from "#server/context.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { wakeLanes } from "#server/conversations/send/wake-lanes.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { createLog } from "#server/platform/log/log.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { addChannel, guardedKind } from "#server/testing/add-channel.ts";
import { addStrangers } from "#server/testing/add-strangers.ts";
import { onOneDay } from "#server/testing/on-one-day.ts";
import { type Guarded, openGuarded } from "#server/testing/open-guarded.ts";
import type { Rooms } from "#server/testing/open-rooms.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";
import type { SimulatedCustomer } from "#simulators/telegram/customer/customer.ts";
import type { SimulatedBot, TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

let house: Guarded;
let rooms: Rooms;
let telegram: TelegramSimulator;
let bot: SimulatedBot;
let context: Context;
let owner: TestClient & { memberId: string };
let channelId: string;
const secrets = secretBox("ab".repeat(32));
const gaps = { least: 150, most: 400 };

beforeAll(async () => {
  house = await openGuarded(secrets, gaps);
  ({ rooms, telegram } = house);
});
afterAll(() => house.close());
beforeEach(openShop);

async function openShop(): Promise<void> {
  telegram.faults.clear();
  bot = telegram.createBot({ username: `shop_${crypto.randomUUID().slice(0, 8)}_bot`, name: "Shop" });
  context = rooms.contextOf(await rooms.addWorkspace());
  owner = await rooms.addMember(context.workspaceId);
  channelId = await addChannel(context, (id) => secrets.seal(sealPurpose(id), bot.token), guardedKind);
}

/** A test of what is counted by the day; it begins anew, in another shop, where a day ended meanwhile. */
function testByDay(name: string, run: () => Promise<void>): void {
  test(name, () => onOneDay(rooms.clock, run, openShop));
}

testByDay("an account paces itself, whichever process sends for it, with gaps that differ", async () => {
  const customers = await Promise.all(Array.from({ length: 12 }, (_, index) => customer(`Customer ${index}`)));
  await Promise.all(customers.map((one) => send(one, "Good morning")));
  await vi.waitFor(() => expect(customers.flatMap(heard)).toHaveLength(12), { timeout: 60_000, interval: 100 });
  const left = await read(context, query.selectFrom("delivery_attempts").select("started_at").orderBy("started_at"));
  const steps = left
    .slice(1)
    .map(({ started_at }, index) => started_at.getTime() - (left[index]?.started_at.getTime() ?? 0));
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(gaps.least);
  expect(new Set(steps).size).toBeGreaterThan(3);
  expect((await guards()).today.sent).toBe(12);
});

test("a stopped channel keeps everything that is written, and goes on when it is let go", async () => {
  const [ana, ben] = [await customer("Ana"), await customer("Ben")];
  await change({ mode: "stopped" });
  await send(ana, "First");
  await send(ana, "Second");
  await send(ben, "Third");
  await expect.poll(() => lanes()).toBe("0");
  expect([heard(ana), heard(ben), (await guards()).now.waiting]).toEqual([[], [], 3]);
  await change({ mode: "everything" });
  await expect.poll(() => [heard(ana), heard(ben)]).toEqual([["First", "Second"], ["Third"]]);
  expect((await guards()).now.waiting).toBe(0);
});

testByDay("what waits is judged once more when it is to leave", async () => {
  const [ana, ben] = [await customer("Ana"), await customer("Ben")];
  const stranger = await addStranger();
  await change({ mode: "stopped" });
  await Promise.all([ana, ben, stranger].map((one) => send(one, "Hello")));
  await receive(writer(ana.phone.id, "Ana").text("STOP", { sequence: 5 }));
  await change({ mode: "replies_only" });
  await expect
    .poll(async () => [await last(ana), await last(ben), await last(stranger)])
    .toEqual(["refused", "sent", "refused"]);
  const { messages } = await thread(stranger);
  expect(messages[0]?.refusal).toEqual({
    reason: "held_back",
    detail: expect.stringContaining("only answers customers"),
  });
  expect([heard(ana), heard(ben), heard(stranger)]).toEqual([[], ["Hello"], []]);
  expect((await guards()).today).toMatchObject({ heldBack: 2, sent: 1 });
});

testByDay("first contacts that waited are counted when they leave", async () => {
  await change({ mode: "stopped", dailyFirstContacts: 1, warmUp: false });
  const strangers = [await addStranger(), await addStranger(), await addStranger()];
  for (const one of strangers) await send(one, "Hello");
  await change({ mode: "everything" });
  await vi.waitFor(
    async () => {
      const states = await Promise.all(strangers.map(last));
      expect(states.toSorted()).toEqual(["refused", "refused", "sent"]);
    },
    { timeout: 30_000 },
  );
  expect(strangers.flatMap(heard)).toEqual(["Hello"]);
});

test("two programs that answer each other are paused, their thread and their assignee told, and a person lets them go on", async () => {
  const ana = await customer("Ana");
  const colleague = await rooms.addMember(context.workspaceId);
  const params = { conversationId: ana.conversationId };
  const body = { memberId: colleague.memberId, expectedAssigneeId: null };
  await owner.ok(assignConversation, { params, body });
  await exchange(ana, 4);
  await expect.poll(async () => (await guards()).now).toMatchObject({ paused: 1, waiting: 1 });
  expect(heard(ana)).toHaveLength(3);
  expect((await thread(ana)).events.map(({ kind }) => kind)).toEqual(["assigned", "paused"]);
  const news = await colleague.ok(listNotifications);
  expect(news.items.map(({ kind }) => kind)).toEqual(["paused", "assigned"]);
  const refused = await owner.call(sendMessage, { params, body: draft("More") });
  expect([refused.status, refused.problem.code]).toEqual([409, "conversation_paused"]);
  await owner.ok(contract.releaseConversation, { params });
  await expect.poll(() => heard(ana)).toHaveLength(4);
  await exchange(ana, 1, 10);
  await expect.poll(() => heard(ana)).toHaveLength(5);
  expect((await thread(ana)).events.map(({ kind }) => kind)).toEqual(["assigned", "paused", "released"]);
});

test("the loop breaker can be switched off", async () => {
  await change({ loopBreaker: false });
  const ana = await customer("Ana");
  await exchange(ana, 7);
  await expect.poll(() => heard(ana)).toHaveLength(7);
});

test("nothing leaves while the account is restricted, and what waits goes on when that is over", async () => {
  const ana = await customer("Ana");
  await setStatus("NEEDS_ACTION");
  await send(ana, "Later");
  await expect.poll(() => lanes()).toBe("0");
  const calls = telegram.requests.filter(
    (call) => JSON.stringify(call).includes(`${bot.token}`) && call.method === "sendMessage",
  );
  expect([calls.length, await last(ana)]).toEqual([0, "queued"]);
  await setStatus("CONNECTED");
  await expect.poll(() => heard(ana)).toEqual(["Later"]);
});

test("when the service asks the account to wait, all of its conversations do, in every process", async () => {
  const [ana, ben] = [await customer("Ana"), await customer("Ben")];
  house.moods.asked = 2_000;
  const askedAt = performance.now();
  await send(ana, "One");
  await expect.poll(() => house.moods.asked).toBe(0);
  await send(ben, "Two");
  await expect.poll(() => heard(ben)).toEqual(["Two"]);
  expect(performance.now() - askedAt).toBeGreaterThan(1_900);
  await expect.poll(() => heard(ana)).toEqual(["One"]);
});

test("an account whose service refuses a first message is kept to answers, and writes to nobody else first", async () => {
  await change({ warmUp: false });
  const ana = await customer("Ana");
  const [one, two] = [await addStranger(), await addStranger()];
  house.moods.forbidden = true;
  await send(one, "Hello");
  await expect.poll(async () => (await guards()).mode).toBe("replies_only");
  house.moods.forbidden = false;
  expect((await guards()).restrainedAt).toEqual(expect.any(String));
  const params = { conversationId: two.conversationId };
  expect((await owner.call(sendMessage, { params, body: draft("Hello") })).problem.code).toBe("replies_only");
  await send(ana, "An answer");
  await expect.poll(() => heard(ana)).toEqual(["An answer"]);
  const lines = await read(context, query.selectFrom("audit_entries").select(["actor_id", "after"]));
  expect(lines).toContainEqual({ actor_id: null, after: { mode: "replies_only" } });
  await change({ mode: "everything" });
  expect((await guards()).restrainedAt).toBeNull();
  await send(two, "Hello");
  await expect.poll(() => heard(two)).toEqual(["Hello"]);
});

interface Customer {
  readonly phone: SimulatedCustomer;
  readonly conversationId: string;
}

/** A customer who has written to the account, and their conversation. */
async function customer(firstName: string): Promise<Customer> {
  const phone = telegram.customer({ firstName });
  phone.start(bot);
  await receive(writer(phone.id, firstName).text("Hello"));
  const byChat = query.selectFrom("conversations").select("id").where("external_id", "=", String(phone.id));
  return { phone, conversationId: String((await read(context, byChat))[0]?.id) };
}

/** Somebody who has never written. */
async function addStranger(): Promise<Customer> {
  const phone = telegram.customer({ firstName: "Stranger" });
  phone.start(bot);
  const [conversationId = ""] = await addStrangers(context, channelId, [String(phone.id)]);
  return { phone, conversationId };
}

/** So many messages of the customer, each answered at once, and each answer awaited as far as it is let go. */
/** Word by word the same each time: that both are fast depends on how busy the machine is. */
async function exchange(one: Customer, count: number, from = 0): Promise<void> {
  for (let index = from; index < from + count; index += 1) {
    await receive(
      writer(one.phone.id, "Ana").text("Choose 1, 2 or 3.", { sequence: 20 + index, sentAt: rooms.clock.now() }),
    );
    const before = heard(one).length;
    await send(one, "We are closed.");
    const isOut = async () => heard(one).length > before || (await guards()).now.paused === 1;
    await expect.poll(() => isOut()).toBe(true);
  }
}

async function receive(...updates: Parameters<typeof receiveUpdates>[1]["updates"]): Promise<void> {
  await receiveUpdates(context, { channelId, updates, position: null });
}

function draft(text: string) {
  return { idempotencyKey: crypto.randomUUID(), text };
}

function send({ conversationId }: Customer, text: string) {
  return owner.ok(sendMessage, { params: { conversationId }, body: draft(text) });
}

function heard({ phone }: Customer): string[] {
  return phone.thread(bot).flatMap(({ message }) => (message.from?.is_bot && message.text ? [message.text] : []));
}

function thread({ conversationId }: Customer) {
  return owner.ok(listMessages, { params: { conversationId }, query: {} });
}

async function last(one: Customer): Promise<string | undefined> {
  return (await thread(one)).messages.findLast(({ direction }) => direction === "outbound")?.state;
}

function guards() {
  return owner.ok(contract.readSendingGuards, { params: { channelId } });
}

function change(body: BodyGiven<typeof contract.changeSendingGuards>) {
  return owner.ok(contract.changeSendingGuards, { params: { channelId }, body });
}

async function setStatus(status: "NEEDS_ACTION" | "CONNECTED"): Promise<void> {
  await transact(context, async (tx) => {
    const reason = status === "CONNECTED" ? null : "restricted";
    await tx.db.updateTable("channels").set({ status, reason }).where("id", "=", channelId).execute();
    await wakeLanes(tx, channelId);
  });
}

/** How many lanes wait to be worked off. */
async function lanes(): Promise<string> {
  const pool = openPool(rooms.ownerUrl, 1, createLog("fatal"));
  const { rows } = await pool.query<{ count: string }>(
    "select count(*) from graphile_worker.jobs where key like 'deliver:%'",
  );
  await pool.end();
  return String(rows[0]?.count);
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { listMessages, resolveMessage, sendMessage } from "#contract/messages.ts";
import type { Adapter } from "#server/channels/adapter.ts";
import type { Adapters } from "#server/channels/adapters.ts";
import { sealPurpose } from "#server/channels/connection-of.ts";
import { type Context, query, read, transact } from "#server/context.ts";
import { conversationJobs } from "#server/conversations/jobs.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { wakeLanes } from "#server/conversations/send/wake-lanes.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import { createLog } from "#server/platform/log/log.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { joinAsWorker } from "#server/testing/join-as-worker.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";
import type { SimulatedCustomer } from "#simulators/telegram/customer/customer.ts";
import { type SimulatedBot, startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

let rooms: Rooms;
let telegram: TelegramSimulator;
let bot: SimulatedBot;
let context: Context;
let owner: TestClient & { memberId: string };
let channelId: string;
const closing: (() => unknown)[] = [];
const secrets = secretBox("ab".repeat(32));
const log = createLog("fatal");

beforeAll(async () => {
  telegram = await startTelegram();
  const adapters = hurried(testAdapters(telegram.url));
  rooms = await openRooms(conversationRoutes({ adapters, secrets }));
  const folder = mkdtempSync(join(tmpdir(), "wokfow-files-"));
  const worker = await joinAsWorker(rooms, log);
  await worker.workOff(conversationJobs({ adapters, files: diskFileStore(folder), secrets, log }));
  closing.push(
    () => worker.stop(),
    () => rooms.close(),
    () => telegram.close(),
    () => rmSync(folder, { recursive: true }),
  );
});
afterAll(async () => {
  for (const close of closing) await close();
});
beforeEach(async () => {
  telegram.faults.clear();
  bot = telegram.createBot({ username: `shop_${crypto.randomUUID().slice(0, 8)}_bot`, name: "Shop" });
  context = rooms.contextOf(await rooms.addWorkspace());
  owner = await rooms.addMember(context.workspaceId);
  channelId = await addChannel(context, (id) => secrets.seal(sealPurpose(id), bot.token));
});

test("an answer reaches the customer, and the thread says so", async () => {
  const ana = await customer("Ana");
  const sent = await send(ana.conversationId, "We have it in blue.");
  expect(sent).toMatchObject({ state: "queued", direction: "outbound", author: { memberId: owner.memberId } });
  await expect.poll(() => heard(ana)).toEqual(["We have it in blue."]);
  await expect.poll(() => states(ana)).toEqual(["delivered", "sent"]);
});

test("replies leave in their order, also when one in ten calls fails and must be repeated", async () => {
  telegram.faults.add({
    kind: "refuse",
    method: "sendMessage",
    errorCode: 500,
    description: "Internal Server Error",
    probability: 0.1,
  });
  const customers = await Promise.all(Array.from({ length: 10 }, (_, index) => customer(`Customer ${index}`)));
  const texts = Array.from({ length: 10 }, (_, index) => `Answer ${index}`);
  for (const text of texts) await Promise.all(customers.map(({ conversationId }) => send(conversationId, text)));
  await vi.waitFor(() => expect(customers.map(heard)).toEqual(customers.map(() => texts)), {
    timeout: 60_000,
    interval: 100,
  });
});

test("an answer that was lost makes the message unknown; only a person sends it again", async () => {
  const ana = await customer("Ana");
  telegram.faults.add({ kind: "answer lost", method: "sendMessage", times: 1 });
  const lost = await send(ana.conversationId, "First");
  await send(ana.conversationId, "Second");
  await expect.poll(() => states(ana)).toEqual(["delivered", "unknown", "sent"]);
  expect(heard(ana)).toEqual(["First", "Second"]);
  const resolution = { params: { conversationId: ana.conversationId, messageId: lost.id } };
  await owner.ok(resolveMessage, { ...resolution, body: { decision: "send_again" } });
  await expect.poll(() => states(ana)).toEqual(["delivered", "sent", "sent"]);
  expect(heard(ana)).toEqual(["First", "Second", "First"]);
  expect((await owner.call(resolveMessage, { ...resolution, body: { decision: "sent" } })).problem.code).toBe(
    "not_resolvable",
  );
});

test("what a dead worker left on its way becomes unknown, and what waits behind it leaves", async () => {
  const ana = await customer("Ana");
  await pauseChannel("PAUSED");
  await send(ana.conversationId, "On its way");
  await send(ana.conversationId, "Behind it");
  await transact(context, async (tx) => {
    const on = tx.db.updateTable("messages").set({ state: "sending", attempts: 1 }).where("text", "=", "On its way");
    await on.execute();
    const [row] = await tx.db.selectFrom("messages").select("id").where("text", "=", "On its way").execute();
    const attempt = {
      workspace_id: tx.workspaceId,
      message_id: String(row?.id),
      attempt: 1,
      started_at: tx.clock.now(),
    };
    await tx.db.insertInto("delivery_attempts").values(attempt).execute();
  });
  await pauseChannel("CONNECTED");
  await expect.poll(() => states(ana)).toEqual(["delivered", "unknown", "sent"]);
  expect(heard(ana)).toEqual(["Behind it"]);
});

test("what a dead worker left on its way under an id of our own is sent again, before what waits behind it", async () => {
  const ana = await customer("Ana");
  await pauseChannel("PAUSED");
  await send(ana.conversationId, "On its way");
  await send(ana.conversationId, "Behind it");
  await transact(context, async (tx) => {
    const left = { state: "sending" as const, attempts: 1, external_id: "3EB0C0FFEE" };
    await tx.db.updateTable("messages").set(left).where("text", "=", "On its way").execute();
  });
  await pauseChannel("CONNECTED");
  await expect.poll(() => states(ana)).toEqual(["delivered", "sent", "sent"]);
  expect(heard(ana)).toEqual(["On its way", "Behind it"]);
});

test("the service's wish to wait is obeyed for that chat, and others go on", async () => {
  const [ana, ben] = [await customer("Ana"), await customer("Ben")];
  telegram.faults.add({ kind: "too many requests", retryAfter: 2, method: "sendMessage", chatId: ana.phone.id });
  const before = performance.now();
  await send(ana.conversationId, "Wait for me");
  await send(ben.conversationId, "Not for me");
  await expect.poll(() => heard(ana)).toEqual(["Wait for me"]);
  expect(performance.now() - before).toBeGreaterThan(2_000);
  expect(heard(ben)).toEqual(["Not for me"]);
  const calls = telegram.requests.map((call) => /Wait for me|Not for me/.exec(JSON.stringify(call))?.[0] ?? "");
  expect(calls.filter((said) => said === "Wait for me")).toHaveLength(2);
  expect(calls.indexOf("Not for me")).toBeLessThan(calls.lastIndexOf("Wait for me"));
});

test("a paused channel keeps its queue, a removed one refuses it", async () => {
  const ana = await customer("Ana");
  await pauseChannel("PAUSED");
  await send(ana.conversationId, "Later");
  await expect.poll(() => waitingJobs(ana)).toBe("0");
  expect(await states(ana)).toEqual(["delivered", "queued"]);
  await transact(context, async (tx) => {
    await tx.db.updateTable("channels").set({ removed_at: tx.clock.now(), sealed_credentials: null }).execute();
    await wakeLanes(tx, channelId);
  });
  await expect.poll(() => states(ana)).toEqual(["delivered", "refused"]);
  const { messages } = await thread(ana);
  expect(messages[1]?.refusal).toEqual({ reason: "channel_removed", detail: null });
  const refused = await owner.call(sendMessage, {
    params: ana,
    body: { idempotencyKey: crypto.randomUUID(), text: "?" },
  });
  expect(refused.problem.code).toBe("channel_removed");
});

test("a token that is refused leaves the message waiting and says so on the channel", async () => {
  const ana = await customer("Ana");
  bot.revoke();
  await send(ana.conversationId, "Still here");
  await vi.waitFor(
    async () => {
      const channels = await read(context, query.selectFrom("channels").select(["status", "reason"]));
      expect(channels).toEqual([{ status: "NEEDS_ACTION", reason: "token_refused" }]);
    },
    { timeout: 30_000 },
  );
  const { messages } = await thread(ana);
  expect(messages[1]).toMatchObject({ state: "queued", nextAttemptAt: expect.any(String) });
});

interface Customer {
  readonly phone: SimulatedCustomer;
  readonly conversationId: string;
}

/** A customer who has written to the bot, and their conversation. */
async function customer(firstName: string): Promise<Customer> {
  const phone = telegram.customer({ firstName });
  phone.start(bot);
  await receiveUpdates(context, { channelId, updates: [writer(phone.id, firstName).text("Hello")], position: null });
  const byChat = query.selectFrom("conversations").select("id").where("external_id", "=", String(phone.id));
  return { phone, conversationId: String((await read(context, byChat))[0]?.id) };
}

function send(conversationId: string, text: string) {
  return owner.ok(sendMessage, { params: { conversationId }, body: { idempotencyKey: crypto.randomUUID(), text } });
}

function heard({ phone }: Customer): string[] {
  return phone.thread(bot).flatMap(({ message }) => (message.from?.is_bot && message.text ? [message.text] : []));
}

function thread({ conversationId }: Customer) {
  return owner.ok(listMessages, { params: { conversationId }, query: {} });
}

async function states(of: Customer): Promise<string[]> {
  return (await thread(of)).messages.map(({ state }) => state);
}

async function pauseChannel(status: "PAUSED" | "CONNECTED"): Promise<void> {
  await transact(context, async (tx) => {
    await tx.db.updateTable("channels").set({ status }).where("id", "=", channelId).execute();
    await wakeLanes(tx, channelId);
  });
}

async function waitingJobs({ conversationId }: Customer): Promise<string> {
  const pool = openPool(rooms.ownerUrl, 1, log);
  const { rows } = await pool.query<{ count: string }>("select count(*) from graphile_worker.jobs where key = $1", [
    `deliver:${conversationId}`,
  ]);
  await pool.end();
  return String(rows[0]?.count);
}

/** The same adapters without the pause between two messages of a chat. */
function hurried(adapters: Adapters): Record<string, Adapter> {
  const pace = { perSecond: 1_000, chatIntervalMilliseconds: 0 };
  return Object.fromEntries(Object.entries(adapters).map(([kind, adapter]) => [kind, { ...adapter, pace }]));
}

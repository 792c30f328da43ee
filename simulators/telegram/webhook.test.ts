import { createServer } from "node:http";
import { webhookCallback } from "grammy";
import { expect, onTestFinished, test, vi } from "vitest";
import { setUp, webhookServer } from "./harness.ts";

const quickRetry = { webhookRetry: { firstMs: 10, maxMs: 40 } };

test("an unmodified grammY bot echoes by webhook with a secret", async () => {
  const { shop, ana, bot } = await setUp();
  bot.on("message:text", (ctx) => ctx.reply(`You said ${ctx.message.text}`));
  await bot.init();
  const server = createServer(webhookCallback(bot, "http", { secretToken: "s3cret_token" }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  await bot.api.setWebhook(`http://127.0.0.1:${port}/`, { secret_token: "s3cret_token" });
  ana.write(shop, "hello");
  await vi.waitFor(
    () => {
      const thread = ana.thread(shop);
      expect(thread.map(({ message }) => message.text)).toEqual(["hello", "You said hello"]);
      expect(thread[0]?.confirmed).toBe(true);
    },
    { timeout: 30_000 },
  );
});

test("what is not answered 2xx is sent again, in the order of its chat", async () => {
  const { shop, ana, bot } = await setUp(quickRetry);
  const hook = await webhookServer((_, count) => (count <= 3 ? 503 : 200));
  ana.write(shop, "one");
  ana.write(shop, "two");
  await bot.api.setWebhook(hook.url, { secret_token: "abc-123" });
  await expect.poll(() => shop.pendingUpdates()).toBe(0);
  const texts = hook.received.map(({ body }) => JSON.parse(body).message.text);
  expect(texts).toEqual(["one", "one", "one", "one", "two"]);
  expect(hook.received.every(({ secret }) => secret === "abc-123")).toBe(true);
});

test("getWebhookInfo tells what waits and what went wrong last", async () => {
  const { shop, ana, bot } = await setUp();
  const hook = await webhookServer(() => 500);
  await bot.api.setWebhook(hook.url, { max_connections: 7, allowed_updates: ["message"] });
  ana.write(shop, "one");
  ana.write(shop, "two");
  await expect
    .poll(() => bot.api.getWebhookInfo())
    .toMatchObject({
      url: hook.url,
      pending_update_count: 2,
      max_connections: 7,
      allowed_updates: ["message"],
      last_error_message: "Wrong response from the webhook: 500 Internal Server Error",
    });
  await bot.api.deleteWebhook({ drop_pending_updates: true });
  expect(await bot.api.getWebhookInfo()).toMatchObject({ url: "", pending_update_count: 0 });
});

test("chats are served side by side, up to max_connections", async () => {
  const { telegram, shop, bot } = await setUp();
  let open = 0;
  let most = 0;
  const hook = await webhookServer(async () => {
    most = Math.max(most, ++open);
    await new Promise((resolve) => setTimeout(resolve, 5));
    open--;
    return 200;
  });
  telegram.crowd(shop, { customers: 50, messages: 200 });
  await bot.api.setWebhook(hook.url, { max_connections: 8 });
  await expect.poll(() => shop.pendingUpdates()).toBe(0);
  expect(most).toBe(8);
  expect(hook.received).toHaveLength(200);
});

test("the switch from webhook to polling loses nothing", async () => {
  const { shop, ana, bot } = await setUp();
  const hook = await webhookServer(() => 500);
  await bot.api.setWebhook(hook.url);
  ana.write(shop, "kept");
  await expect.poll(() => hook.received.length).toBeGreaterThan(0);
  await bot.api.deleteWebhook();
  expect((await bot.api.getUpdates()).map((update) => update.message?.text)).toEqual(["kept"]);
});

test("duplicates: each update comes again", async () => {
  const { telegram, shop, ana, bot } = await setUp();
  const hook = await webhookServer(() => 200);
  telegram.faults.add({ kind: "duplicates", copies: 2 });
  await bot.api.setWebhook(hook.url);
  ana.write(shop, "again and again");
  await expect.poll(() => hook.received).toHaveLength(3);
  expect(new Set(hook.received.map(({ body }) => body)).size).toBe(1);
});

test("shuffled: one chat's updates come out of order, and all of them come", async () => {
  const { telegram, shop, ana, bot } = await setUp();
  const hook = await webhookServer(() => 200);
  telegram.faults.add({ kind: "shuffled" });
  await bot.api.setWebhook(hook.url);
  const texts = Array.from({ length: 20 }, (_, index) => `message ${index}`);
  for (const text of texts) ana.write(shop, text);
  await expect.poll(() => hook.received).toHaveLength(20);
  const arrived = hook.received.map(({ body }) => JSON.parse(body).message.text);
  expect(arrived).not.toEqual(texts);
  expect(arrived.sort()).toEqual([...texts].sort());
});

test("http is taken for this machine only, secrets of the allowed form only", async () => {
  const { bot } = await setUp();
  await expect(bot.api.setWebhook("http://shop.example/hook")).rejects.toMatchObject({
    description: "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
  });
  await expect(bot.api.setWebhook("https://shop.example/hook", { secret_token: "no spaces" })).rejects.toMatchObject({
    description: "Bad Request: secret token contains unallowed characters",
  });
});

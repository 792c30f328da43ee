import { HttpError } from "grammy";
import { expect, test, vi } from "vitest";
import { grammyFor, refusalOf, setUp } from "./harness.ts";

test("a revoked or replaced token answers 401, something else than a token 404", async () => {
  const { telegram, shop, bot } = await setUp();
  expect(shop.token).toMatch(/^\d+:[A-Za-z0-9_-]{35}$/);
  shop.revoke();
  expect(await refusalOf(bot.api.getMe())).toMatchObject({ error_code: 401, description: "Unauthorized" });
  expect(telegram.requests.at(-1)).toMatchObject({ botId: shop.id, outcome: "refused", errorCode: 401 });
  shop.issueNewToken();
  expect(await refusalOf(bot.api.getMe())).toMatchObject({ error_code: 401 });
  expect(await grammyFor(telegram, shop).api.getMe()).toMatchObject({ id: shop.id, username: "ortiz_shop_bot" });
  expect((await fetch(`${telegram.url}/botnonsense/getMe`)).status).toBe(404);
});

test("revoking a token ends the long poll that uses it", async () => {
  const { shop, bot } = await setUp();
  const waiting = refusalOf(bot.api.getUpdates({ timeout: 20 }));
  await expect.poll(() => shop.isPolled()).toBe(true);
  shop.revoke();
  expect(await waiting).toMatchObject({ error_code: 401, description: "Unauthorized" });
});

test("too many requests: one chat waits, others do not, and it ends", async () => {
  const { telegram, shop, ana, bot } = await setUp();
  const luis = telegram.customer({ firstName: "Luis" });
  ana.start(shop);
  luis.start(shop);
  telegram.faults.add({ kind: "too many requests", retryAfter: 1, chatId: ana.id });
  expect(await refusalOf(bot.api.sendMessage(ana.id, "one"))).toMatchObject({
    error_code: 429,
    description: "Too Many Requests: retry after 1",
    parameters: { retry_after: 1 },
  });
  await bot.api.sendMessage(luis.id, "one");
  await vi.waitFor(() => bot.api.sendMessage(ana.id, "one"), { timeout: 30_000, interval: 100 });
  expect(telegram.faults.list()).toEqual([]);
});

test("answer lost: the message is there, the caller does not know", async () => {
  const { telegram, shop, ana, bot } = await setUp();
  ana.start(shop);
  telegram.faults.add({ kind: "answer lost", method: "sendMessage", times: 1 });
  await expect(bot.api.sendMessage(ana.id, "did it arrive?")).rejects.toBeInstanceOf(HttpError);
  expect(ana.thread(shop).at(-1)?.message.text).toBe("did it arrive?");
  expect(telegram.requests.at(-1)).toMatchObject({ method: "sendMessage", outcome: "answer lost", chatId: ana.id });
  await bot.api.sendMessage(ana.id, "the next one does");
});

test("silent: accepted, not done, never answered", async () => {
  const { telegram, shop, ana } = await setUp();
  ana.start(shop);
  telegram.faults.add({ kind: "silent", method: "sendMessage", times: 1 });
  const url = `${telegram.url}/bot${shop.token}/sendMessage?chat_id=${ana.id}&text=hello`;
  const patience = new AbortController();
  const asked = expect(fetch(url, { signal: patience.signal })).rejects.toThrow("aborted");
  await expect.poll(() => ana.thread(shop)).toHaveLength(1);
  patience.abort();
  await asked;
});

test("slow, refuse and drop do what they say", async () => {
  const { telegram, bot } = await setUp();
  const off = telegram.faults.add({ kind: "slow", ms: 60, method: "getMe" });
  const before = performance.now();
  await bot.api.getMe();
  expect(performance.now() - before).toBeGreaterThanOrEqual(55);
  off();
  telegram.faults.add({ kind: "refuse", errorCode: 502, description: "Bad Gateway", times: 1 });
  expect(await refusalOf(bot.api.getMe())).toMatchObject({ error_code: 502, description: "Bad Gateway" });
  telegram.faults.add({ kind: "drop", probability: 0.5 });
  const calls = await Promise.allSettled(Array.from({ length: 200 }, () => bot.api.getMe()));
  const dropped = calls.filter((call) => call.status === "rejected").length;
  expect(dropped).toBeGreaterThan(40);
  expect(dropped).toBeLessThan(160);
});

test("down: open polls are cut, new calls too, until it is over", async () => {
  const { telegram, shop, bot } = await setUp();
  const waiting = bot.api.getUpdates({ timeout: 20 });
  const cut = expect(waiting).rejects.toBeInstanceOf(HttpError);
  await expect.poll(() => shop.isPolled()).toBe(true);
  const up = telegram.faults.add({ kind: "down" });
  await cut;
  await expect(bot.api.getMe()).rejects.toBeInstanceOf(HttpError);
  up();
  expect((await bot.api.getMe()).id).toBe(shop.id);
});

test("a broken download ends in the middle of the file", async () => {
  const { telegram, shop, ana, bot } = await setUp();
  await ana.sendDocument(shop, { bytes: Buffer.alloc(200_000), name: "list.csv" });
  const [update] = await bot.api.getUpdates();
  const file = await bot.api.getFile(update?.message?.document?.file_id ?? "");
  const url = `${telegram.url}/file/bot${shop.token}/${file.file_path}`;
  telegram.faults.add({ kind: "answer lost", method: "download", times: 1 });
  await expect(fetch(url).then((response) => response.arrayBuffer())).rejects.toThrow();
  expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(200_000);
});

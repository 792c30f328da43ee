import { expect, test, vi } from "vitest";
import { setUp } from "./harness.ts";

async function control(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${url}/control${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

test("another process makes a bot and a customer, and writes", async () => {
  const { telegram } = await setUp();
  const bot = await control(telegram.url, "POST", "/bots", { username: "second_bot", name: "Second" });
  const customer = await control(telegram.url, "POST", "/customers", { firstName: "Luis" });
  const chat = `/chats/${bot.body.id}/${customer.body.id}`;
  await control(telegram.url, "POST", `${chat}/start`, { parameter: "sale" });
  const { body } = await control(telegram.url, "POST", `${chat}/messages`, { text: "hello" });
  const updates = await fetch(`${telegram.url}/bot${bot.body.token}/getUpdates`).then((response) => response.json());
  expect(updates.result).toMatchObject([
    { message: { text: "/start sale" } },
    { message: { message_id: body.messageId } },
  ]);
  const calls = await control(telegram.url, "GET", "/requests");
  expect(calls.body).toMatchObject([{ method: "getUpdates", outcome: "answered" }]);
});

test("a crowd writes at once, and the answer says what", async () => {
  const { telegram, shop } = await setUp();
  const { body } = await control(telegram.url, "POST", `/bots/${shop.id}/crowd`, { customers: 20, messages: 1000 });
  expect(body).toHaveLength(1000);
  expect(new Set(body.map(({ chatId }: { chatId: number }) => chatId)).size).toBe(20);
  expect(shop.pendingUpdates()).toBe(1000);
});

test("faults are switched on, listed and switched off", async () => {
  const { telegram, bot } = await setUp();
  const fault = { kind: "refuse", errorCode: 500, description: "Internal Server Error", method: "getMe" };
  const { body } = await control(telegram.url, "POST", "/faults", fault);
  await expect(bot.api.getMe()).rejects.toThrow("Internal Server Error");
  await control(telegram.url, "DELETE", `/faults/${body[0].id}`);
  await bot.api.getMe();
  expect((await control(telegram.url, "POST", "/faults", { kind: "earthquake" })).status).toBe(400);
});

test("pages of other origins are turned away", async () => {
  const { telegram } = await setUp();
  const elsewhere = { origin: "https://elsewhere.example" };
  expect((await control(telegram.url, "GET", "/state", undefined, elsewhere)).status).toBe(403);
  expect((await control(telegram.url, "GET", "/state", undefined, { origin: telegram.url })).status).toBe(200);
});

test("changes are told live, and what cannot be done is told in a sentence", async () => {
  const { telegram, shop, ana } = await setUp();
  const live = await fetch(`${telegram.url}/control/live`);
  const reader = live.body?.pipeThrough(new TextDecoderStream()).getReader();
  ana.write(shop, "hello");
  let told = "";
  await vi.waitFor(
    async () => {
      told += (await reader?.read())?.value ?? "";
      expect(told).toContain(`"chatId":${ana.id}`);
    },
    { timeout: 30_000 },
  );
  await reader?.cancel();
  ana.block(shop);
  const refused = await control(telegram.url, "POST", `/chats/${shop.id}/${ana.id}/messages`, { text: "hello" });
  expect(refused.body.message).toBe("@ortiz_shop_bot is blocked here. Unblock it before writing to it.");
});

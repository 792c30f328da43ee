import { expect, test, vi } from "vitest";
import { grammyFor, refusalOf, setUp } from "./harness.ts";

test("an unmodified grammY bot echoes by long polling", async () => {
  const { shop, ana, bot } = await setUp();
  bot.on("message:text", (ctx) => ctx.reply(`You said ${ctx.message.text}`));
  void bot.start();
  ana.write(shop, "hello");
  await vi.waitFor(
    () => {
      const [written, answered] = ana.thread(shop);
      expect(written).toMatchObject({ from: "customer", confirmed: true, message: { text: "hello" } });
      expect(answered).toMatchObject({ from: "bot", message: { text: "You said hello" } });
    },
    { timeout: 30_000 },
  );
});

test("/start carries its parameter as a command grammY recognises", async () => {
  const { shop, ana, bot } = await setUp();
  const parameters: string[] = [];
  bot.command("start", (ctx) => void parameters.push(ctx.match));
  void bot.start();
  ana.start(shop, "spring-sale");
  await expect.poll(() => parameters).toEqual(["spring-sale"]);
});

test("updates stay until the offset passes them, and are given again until then", async () => {
  const { shop, ana, bot } = await setUp();
  for (const text of ["one", "two", "three"]) ana.write(shop, text);
  const first = await bot.api.getUpdates({ limit: 2 });
  expect(first.map((update) => update.message?.text)).toEqual(["one", "two"]);
  expect(await bot.api.getUpdates({ limit: 2 })).toEqual(first);
  const [one, two] = first;
  expect(two?.update_id).toBe((one?.update_id ?? 0) + 1);
  const rest = await bot.api.getUpdates({ offset: (two?.update_id ?? 0) + 1 });
  expect(rest.map((update) => update.message?.text)).toEqual(["three"]);
  expect(ana.thread(shop).map((letter) => letter.confirmed)).toEqual([true, true, false]);
});

test("a negative offset counts from the end and forgets what came before", async () => {
  const { shop, ana, bot } = await setUp();
  for (const text of ["one", "two", "three"]) ana.write(shop, text);
  expect((await bot.api.getUpdates({ offset: -1 })).map((update) => update.message?.text)).toEqual(["three"]);
  expect(shop.pendingUpdates()).toBe(1);
});

test("a long poll waits for the next update, and ends empty after its timeout", async () => {
  const { shop, ana, bot } = await setUp();
  const waiting = bot.api.getUpdates({ timeout: 20 });
  await expect.poll(() => shop.isPolled()).toBe(true);
  ana.write(shop, "at last");
  expect((await waiting).map((update) => update.message?.text)).toEqual(["at last"]);
  const last = await bot.api.getUpdates({ offset: -1 });
  expect(await bot.api.getUpdates({ offset: (last[0]?.update_id ?? 0) + 1, timeout: 1 })).toEqual([]);
});

test("allowed_updates leaves out the other kinds from then on", async () => {
  const { shop, ana, bot } = await setUp();
  await bot.api.getUpdates({ allowed_updates: ["my_chat_member"] });
  ana.write(shop, "not wanted");
  ana.block(shop);
  const updates = await bot.api.getUpdates();
  expect(updates).toHaveLength(1);
  expect(updates[0]?.my_chat_member).toMatchObject({
    old_chat_member: { status: "member" },
    new_chat_member: { status: "kicked", until_date: 0 },
  });
});

test("a second getUpdates ends the first with 409", async () => {
  const { telegram, shop, bot } = await setUp();
  const first = refusalOf(bot.api.getUpdates({ timeout: 20 }));
  await expect.poll(() => shop.isPolled()).toBe(true);
  const second = grammyFor(telegram, shop).api.getUpdates({ timeout: 0 });
  expect(await first).toMatchObject({
    error_code: 409,
    description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
  });
  expect(await second).toEqual([]);
});

test("a webhook forbids getUpdates and ends the one that waits", async () => {
  const { shop, bot } = await setUp();
  const waiting = refusalOf(bot.api.getUpdates({ timeout: 20 }));
  await expect.poll(() => shop.isPolled()).toBe(true);
  await bot.api.setWebhook("https://shop.invalid/hook");
  expect(await waiting).toMatchObject({ error_code: 409, description: "Conflict: terminated by setWebhook request" });
  expect(await refusalOf(bot.api.getUpdates())).toMatchObject({
    error_code: 409,
    description:
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  });
});

test("edits, groups and unsupported kinds arrive as Telegram sends them", async () => {
  const { telegram, shop, ana, bot } = await setUp();
  const first = ana.write(shop, "see https://ortiz.example and @ana_ruiz");
  ana.editMessage(shop, first, "corrected");
  ana.write(shop, "an answer", { replyTo: first });
  ana.sendLocation(shop, 41.4, 2.17);
  const group = telegram.group("Neighbours");
  group.add(shop, ana);
  group.write(ana, shop, "hello all");
  const updates = await bot.api.getUpdates();
  expect(updates[0]?.message?.entities).toEqual([
    { type: "url", offset: 4, length: 21 },
    { type: "mention", offset: 30, length: 9 },
  ]);
  expect(updates[1]?.edited_message).toMatchObject({ message_id: first, text: "corrected" });
  expect(updates[2]?.message?.reply_to_message).toMatchObject({ message_id: first, text: "corrected" });
  expect(updates[3]?.message?.location).toEqual({ latitude: 41.4, longitude: 2.17 });
  expect(updates[4]?.my_chat_member?.chat).toMatchObject({ type: "supergroup", title: "Neighbours" });
  expect(updates[5]?.message).toMatchObject({ chat: { id: group.id, type: "supergroup" }, text: "hello all" });
});

test("raw updates travel as they are, malformed or not", async () => {
  const { telegram, shop, bot } = await setUp();
  const id = telegram.pushRawUpdate(shop, { message: { message_id: "not a number" } });
  telegram.pushRawUpdate(shop, { future_kind: { x: 1 } });
  expect(await bot.api.getUpdates()).toEqual([
    { update_id: id, message: { message_id: "not a number" } },
    { update_id: id + 1, future_kind: { x: 1 } },
  ]);
});

import { Bot } from "grammy";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startTelegram, type TelegramSimulator } from "./start-telegram.ts";

let telegram: TelegramSimulator;
const running: Bot[] = [];

beforeEach(async () => {
  telegram = await startTelegram();
});

afterEach(async () => {
  for (const bot of running.splice(0)) await bot.stop().catch(() => undefined);
  await telegram.close();
});

function grammy(token: string): Bot {
  return new Bot(token, { client: { apiRoot: telegram.url } });
}

test("an unmodified grammY bot echoes by long polling", async () => {
  const shop = telegram.createBot({ username: "ortiz_shop_bot", name: "Ortiz" });
  const ana = telegram.customer({ firstName: "Ana", username: "ana" });
  const bot = grammy(shop.token);
  bot.on("message:text", (ctx) => ctx.reply(`You said ${ctx.message.text}`));
  running.push(bot);
  void bot.start();
  ana.write(shop, "hello");
  await vi.waitFor(() =>
    expect(ana.thread(shop).map(({ message }) => message.text)).toEqual(["hello", "You said hello"]),
  );
  await vi.waitFor(() => expect(ana.thread(shop)[0]?.confirmed).toBe(true));
});

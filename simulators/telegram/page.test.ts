import { AxeBuilder } from "@axe-core/playwright";
import { Bot } from "grammy";
import sharp from "sharp";
import { expect, test } from "vitest";
import { browserForTests } from "#simulators/shared/harness.ts";
import { setUp } from "./harness.ts";

const openPage = browserForTests();

test("a customer writes on the phone, sees the ticks and the bot's answer", async () => {
  const { telegram, shop, ana, bot } = await setUp();
  const page = await openPage(telegram.url);
  const phone = page.getByRole("article", { name: "Phone of Ana Ruiz" });
  await phone.getByRole("button", { name: "Start", exact: true }).click();
  await phone.getByRole("textbox", { name: "Message" }).fill("Do you have <b>blue</b> ones?");
  await phone.getByRole("textbox", { name: "Message" }).press("Enter");
  await phone.getByText("Do you have <b>blue</b> ones?").waitFor();
  expect(await phone.getByLabel("sent").count()).toBe(2);
  bot.on("message:text", (ctx) => ctx.reply("Yes, *today*", { parse_mode: "MarkdownV2" }));
  void bot.start();
  await phone.getByText("today").first().waitFor();
  await expect.poll(() => phone.getByLabel("received by the bot").count()).toBe(2);
  expect(ana.thread(shop)).toHaveLength(4);
});

test("pictures both ways, a reply, and blocking", async () => {
  const { telegram, shop, ana, bot } = await setUp();
  ana.start(shop);
  const page = await openPage(telegram.url);
  const phone = page.getByRole("article", { name: "Phone of Ana Ruiz" });
  const buffer = await sharp({ create: { width: 300, height: 200, channels: 3, background: "#c33" } })
    .png()
    .toBuffer();
  await phone.locator('input[type="file"]').setInputFiles({ name: "shoe.png", mimeType: "image/png", buffer });
  await phone.getByRole("img", { name: "Photo" }).waitFor();
  await bot.api.sendMessage(ana.id, "Nice picture");
  const answer = phone.locator(".bubble", { hasText: "Nice picture" });
  await answer.hover();
  await answer.getByRole("button", { name: "Reply" }).click();
  await phone.getByRole("textbox", { name: "Message" }).fill("Thank you");
  await phone.getByRole("button", { name: "Send", exact: true }).click();
  await phone.locator(".bubble.mine .quote", { hasText: "Nice picture" }).waitFor();
  await phone.getByRole("button", { name: "Block this bot" }).click();
  await phone.getByRole("button", { name: "Restart bot" }).waitFor();
  await expect(bot.api.sendMessage(ana.id, "still there?")).rejects.toThrow("bot was blocked by the user");
});

test("a bot is made, its token works, a fault is switched on and off", async () => {
  const { telegram } = await setUp();
  const page = await openPage(`${telegram.url}/#botfather`);
  await page.getByLabel("Name", { exact: true }).fill("Ortiz Repairs");
  await page.getByLabel("Username, ending in").fill("ortiz_repairs_bot");
  await page.getByRole("button", { name: "Create bot" }).click();
  const panel = page.locator(".panel", { hasText: "@ortiz_repairs_bot" });
  const token = (await panel.locator(".token").textContent()) ?? "";
  const bot = new Bot(token, { client: { apiRoot: telegram.url } });
  expect((await bot.api.getMe()).username).toBe("ortiz_repairs_bot");
  await panel.getByRole("button", { name: "Revoke token" }).click();
  await panel.getByText("This token was revoked.").waitFor();
  await expect(bot.api.getMe()).rejects.toThrow("Unauthorized");
  await page.getByRole("link", { name: "Faults" }).click();
  await page.getByLabel("What shall go wrong").selectOption("slow");
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByText("ms 2000").waitFor();
  expect(telegram.faults.list()).toMatchObject([{ fault: { kind: "slow", ms: 2000 } }]);
  await page.getByRole("button", { name: "Switch off" }).click();
  await page.getByText("Nothing is wrong").waitFor();
});

test("axe finds nothing serious, light or dark, and 360 px are enough", async () => {
  const { telegram, shop, ana, bot } = await setUp();
  ana.start(shop);
  await bot.api.sendMessage(ana.id, "Hello Ana, see https://ortiz.example");
  const page = await openPage(telegram.url);
  await page.setViewportSize({ width: 360, height: 740 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const part of ["Phones", "BotFather", "Faults"]) {
      await page.getByRole("link", { name: part }).click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    }
  }
});

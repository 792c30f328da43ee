import type { Shop } from "#scenarios/steps/found-shop.ts";
import { answerField, messageSaying, messagesWith, rowOf } from "#scenarios/steps/inbox.ts";
import { chatOn } from "#scenarios/steps/phone.ts";
import { tabTo } from "#scenarios/steps/tab-to.ts";
import { expect, story } from "#scenarios/story.ts";
import type { TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

story("a customer is found and answered without a mouse", async ({ telegram, clock, shop, person }) => {
  const { lena } = writeInTurn(telegram, clock, shop);
  const page = await person();
  const { keyboard } = page;

  // Signing in: the cursor stands in the first field.
  await page.goto("/");
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await keyboard.type(shop.owner.email);
  await keyboard.press("Tab");
  await keyboard.type(shop.owner.password);
  await keyboard.press("Enter");
  await expect(rowOf(page, "Omar Haddad")).toBeVisible();
  await expect(rowOf(page, "Lena Berg")).toBeVisible();

  // Through the list: the newest first.
  await keyboard.press("j");
  await expect(rowOf(page, "Omar Haddad")).toBeFocused();
  await expect(messagesWith(page, "Omar Haddad")).toBeVisible();
  await keyboard.press("j");
  await expect(messagesWith(page, "Lena Berg")).toBeVisible();
  await expect(rowOf(page, "Lena Berg")).toBeFocused();
  await keyboard.press("k");
  await expect(messagesWith(page, "Omar Haddad")).toBeVisible();
  await keyboard.press("j");
  await expect(rowOf(page, "Lena Berg")).toBeFocused();

  // Taking the conversation and answering.
  await keyboard.press("a");
  await expect(page.getByRole("button", { name: "Assignee: Ana Ortiz" })).toBeVisible();
  await keyboard.press("Enter");
  await expect(answerField(page, "Lena Berg")).toBeFocused();
  await keyboard.type("Yes, three. /?jkea stay letters while one writes.");
  await keyboard.press("Enter");
  await expect(messageSaying(page, "Yes, three.")).toBeVisible();
  await expect.poll(() => chatOn(lena, shop.bot)).toContain("bot: Yes, three. /?jkea stay letters while one writes.");
  await keyboard.press("Escape");
  await expect(answerField(page, "Lena Berg")).not.toBeFocused();
});

story("archiving, searching and going anywhere need no mouse", async ({ telegram, clock, shop, ana }) => {
  writeInTurn(telegram, clock, shop);
  const page = await ana();
  const { keyboard } = page;
  await expect(rowOf(page, "Omar Haddad")).toBeVisible();
  await expect(rowOf(page, "Lena Berg")).toBeVisible();

  // Archiving what is done, and taking it back.
  await keyboard.press("j");
  await expect(messagesWith(page, "Omar Haddad")).toBeVisible();
  await keyboard.press("e");
  await expect(rowOf(page, "Omar Haddad")).toBeHidden();
  const undo = page.getByRole("button", { name: "Undo" });
  await expect(undo).toBeVisible();
  await tabTo(page, undo);
  await keyboard.press("Enter");
  await expect(rowOf(page, "Omar Haddad")).toBeVisible();

  // Searching by name, and leaving the search.
  await keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search by name or number" })).toBeFocused();
  await keyboard.type("haddad");
  await expect(rowOf(page, "Lena Berg")).toBeHidden();
  await expect(rowOf(page, "Omar Haddad")).toBeVisible();
  await keyboard.press("ArrowDown");
  await expect(rowOf(page, "Omar Haddad")).toBeFocused();
  await keyboard.press("/");
  await keyboard.press("Escape");
  await expect(rowOf(page, "Lena Berg")).toBeVisible();
  await keyboard.press("Escape");

  // The sheet of keys, and anywhere by Ctrl-K.
  await keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("Next conversation");
  await keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
  await keyboard.press("Control+k");
  await keyboard.type("general");
  await expect(page.getByRole("option", { name: /General/ })).toBeVisible();
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "General", level: 1 })).toBeVisible();

  // Connecting a channel of any kind, and leaving its dialog.
  for (const kind of ["WhatsApp", "Telegram", "Messenger"]) {
    await keyboard.press("Control+k");
    await keyboard.type(`connect ${kind}`);
    await expect(page.getByRole("option", { name: `Connect ${kind}` })).toHaveAttribute("aria-selected", "true");
    await keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: new RegExp(kind) });
    await expect(dialog).toBeVisible();
    await keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
});

/** Lena writes, and a moment later Omar, so that his conversation is the first of the list. */
function writeInTurn(telegram: TelegramSimulator, clock: { advance(milliseconds: number): void }, { bot }: Shop) {
  const lena = telegram.customer({ firstName: "Lena", lastName: "Berg" });
  const omar = telegram.customer({ firstName: "Omar", lastName: "Haddad" });
  lena.write(bot, "Do you have blue ones?");
  clock.advance(5_000);
  omar.write(bot, "Thank you, goodbye.");
  return { lena, omar };
}

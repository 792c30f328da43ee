import { expect, type Page } from "@playwright/test";

/** Connects a bot on the integrations page by the token that BotFather gave, and waits until its line stands. */
export async function connectBot(page: Page, token: string): Promise<void> {
  await page.getByRole("button", { name: "Connect Telegram" }).click();
  const dialog = page.getByRole("dialog", { name: "Connect Telegram" });
  await dialog.getByLabel("Bot token").fill(token);
  await dialog.getByRole("button", { name: "Connect" }).click();
  const connected = page.getByRole("dialog", { name: "Telegram is connected" });
  await expect(connected.getByText("CONNECTED", { exact: true })).toBeVisible();
  await connected.getByRole("button", { name: "Done" }).click();
  await expect(connected).toBeHidden();
}

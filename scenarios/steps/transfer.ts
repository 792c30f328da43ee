import { expect, type Page } from "@playwright/test";

/** Transfers the open conversation to a team, perhaps with a note. */
export async function transfer(page: Page, customer: string, team: string, note?: string): Promise<void> {
  await page.getByRole("button", { name: "More for this conversation" }).click();
  await page.getByRole("menuitem", { name: "Transfer" }).click();
  const dialog = page.getByRole("dialog", { name: `Transfer ${customer}` });
  await dialog.getByText(team, { exact: true }).click();
  if (note) await dialog.getByLabel("Note").fill(note);
  await dialog.getByRole("button", { name: `Transfer to ${team}` }).click();
  await expect(dialog).toBeHidden();
}

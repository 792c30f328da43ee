import { expect, type Page } from "@playwright/test";

/** Makes a team from the list of teams, and stays on its page. */
export async function makeTeam(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "New team" }).click();
  const dialog = page.getByRole("dialog", { name: "New team" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Make team" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
}

/** Takes a colleague into the team whose page is open. */
export async function takeIn(page: Page, team: string, name: string): Promise<void> {
  await page.getByRole("combobox", { name: `Add a member to ${team}` }).fill(name);
  await page.getByRole("option", { name }).click();
  await expect(page.getByRole("list", { name: `Members of ${team}` })).toContainText(name);
}

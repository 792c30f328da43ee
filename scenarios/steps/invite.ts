import { expect, type Page } from "@playwright/test";
import type { Credentials } from "#scenarios/steps/let-in.ts";
import { signIn } from "#scenarios/steps/sign-in.ts";

/** Invites somebody on the page of users, and returns what is to be handed over to them. */
export async function invite(page: Page, name: string, role: string): Promise<Credentials> {
  const email = `${name.split(" ")[0]?.toLowerCase()}@ortiz.example`;
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByLabel("Role").click();
  await page.getByRole("option", { name: role, exact: true }).click();
  await dialog.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(dialog.getByText(`${name} is invited`)).toBeVisible();
  const password = (await dialog.locator("code").textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row", { name })).toContainText("Invited");
  return { email, password };
}

/** Comes in with what was handed over, chooses an own password, and is in the inbox. */
export async function comeIn(page: Page, credentials: Credentials): Promise<void> {
  await page.goto("/inbox");
  await signIn(page, credentials);
  await page.getByLabel("New password").fill("nine grey jugs");
  await page.getByRole("button", { name: "Choose this password" }).click();
  await expect(page.getByRole("heading", { name: "Inbox", level: 2 })).toBeVisible();
}

import type { Page } from "@playwright/test";
import type { Credentials } from "#scenarios/steps/let-in.ts";

/** Fills in the sign-in page and sends it. */
export async function signIn(page: Page, { email, password }: Credentials): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

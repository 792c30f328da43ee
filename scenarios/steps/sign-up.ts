import type { Page } from "@playwright/test";

/** Who founds a workspace. */
interface Founder {
  readonly workspace: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Fills in the page of the first visit and sends it. */
export async function signUp(page: Page, { workspace, name, email, password }: Founder): Promise<void> {
  await page.getByLabel("Workspace name").fill(workspace);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create workspace" }).click();
}

import { inviteMember } from "#contract/invitations.ts";
import { letIn } from "#scenarios/steps/let-in.ts";
import { signIn } from "#scenarios/steps/sign-in.ts";
import { expect, story } from "#scenarios/story.ts";

story(
  "an invited member comes in with the password that was handed over, and chooses an own one",
  async ({ ana, person }) => {
    const office = await ana("/settings/users");
    await office.getByRole("button", { name: "Invite", exact: true }).click();
    const dialog = office.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Ben Adler");
    await dialog.getByLabel("E-mail").fill("ben@ortiz.example");
    await dialog.getByLabel("Role").click();
    await office.getByRole("option", { name: "Manager" }).click();
    await dialog.getByRole("button", { name: "Invite", exact: true }).click();
    await expect(dialog.getByText("Ben Adler is invited")).toBeVisible();
    const password = (await dialog.locator("code").textContent()) ?? "";
    await expect(dialog.getByLabel("A text to send")).toHaveValue(new RegExp(`Password: ${password}`));
    await dialog.getByRole("button", { name: "Done" }).click();
    const row = office.getByRole("row", { name: /Ben Adler/ });
    await expect(row).toContainText("Invited");

    const laptop = await person();
    await laptop.goto("/settings/profile");
    await signIn(laptop, { email: "ben@ortiz.example", password });
    await expect(laptop.getByRole("heading", { name: "Choose your own password" })).toBeVisible();
    await expect(row).toContainText("Active");
    await laptop.goto("/inbox");
    await expect(laptop.getByRole("heading", { name: "Choose your own password" })).toBeVisible();
    await laptop.getByLabel("New password").fill(password);
    await laptop.getByRole("button", { name: "Choose this password" }).click();
    await expect(laptop.getByText("Choose one that only you know")).toBeVisible();
    await laptop.getByLabel("New password").fill("nine grey jugs");
    await laptop.getByRole("button", { name: "Choose this password" }).click();
    await expect(laptop).toHaveURL("/inbox");
    await expect(laptop.getByRole("navigation", { name: "Rooms" })).toBeVisible();
  },
);

story("a person of two workspaces goes from one to the other", async ({ wokfow, shop, person }) => {
  const mill = { email: "dora@mill.example", password: "correct horse battery" };
  await wokfow.client().signUp("Mill", mill.email);
  const wish = { displayName: "Dora Weiss", email: mill.email, role: "user" as const };
  await shop.office.ok(inviteMember, { body: wish });

  const page = await person();
  await letIn(page, wokfow.address, mill);
  await page.goto("/settings/general");
  await expect(page.getByLabel("Workspace name")).toHaveValue("Mill");
  await page.getByRole("button", { name: /: profile, theme, sign out$/ }).click();
  await page.getByRole("menuitem", { name: "Ortiz Shop" }).click();
  await expect(page).toHaveURL("/inbox");
  await page.getByRole("button", { name: "Dora Weiss: profile, theme, sign out" }).click();
  await expect(page.getByRole("menu")).toContainText("Ortiz Shop");
  await page.getByRole("menuitem", { name: "My profile" }).click();
  await expect(page.getByText("User", { exact: true })).toBeVisible();
});

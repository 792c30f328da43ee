import type { Page } from "@playwright/test";
import { editWorkspace } from "#contract/workspaces.ts";
import { messagesWith, openConversation, rowOf } from "#scenarios/steps/inbox.ts";
import { join } from "#scenarios/steps/join.ts";
import { letIn } from "#scenarios/steps/let-in.ts";
import { expectOpenToEveryone, expectToFit } from "#scenarios/steps/look.ts";
import { makeTeam, takeIn } from "#scenarios/steps/make-team.ts";
import { expect, story } from "#scenarios/story.ts";

story(
  "a queue that is given to a team leaves the screens of all others, and an undo brings it back",
  async ({ telegram, wokfow, shop, ana, person }) => {
    telegram.customer({ firstName: "Lena", lastName: "Berg" }).write(shop.bot, "Is the blue one still there?");
    const [ben, eva] = [await join(shop, "Ben Keller"), await join(shop, "Eva Lind")];
    const bens = await person();
    await letIn(bens, wokfow.address, ben);
    const evas = await person();
    await letIn(evas, wokfow.address, eva);
    for (const page of [bens, evas]) await page.goto("/inbox");

    const office = await ana("/settings/teams");
    await makeTeam(office, "Sales");
    await takeIn(office, "Sales", "Ben Keller");
    await office.getByLabel("More for Ben Keller").click();
    await office.getByRole("menuitem", { name: "Make team lead" }).click();
    await expect(office.getByRole("list", { name: "Members of Sales" })).toContainText("Lead");

    await letUsersSeeTheirTeams(office);
    for (const page of [bens, evas]) await expect(rowOf(page, "Lena Berg")).toBeVisible();

    // What follows is counted before anything happens.
    await office.goto("/settings/integrations");
    await office.getByRole("combobox", { name: "Whose queue Ortiz Shop is" }).click();
    await office.getByRole("option", { name: "Sales" }).click();
    const dialog = office.getByRole("dialog", { name: "Give Ortiz Shop to Sales?" });
    await dialog.getByLabel("Move the 1 open conversation too").check();
    await dialog.getByRole("button", { name: "Give queue" }).click();
    await expect(dialog).toBeHidden();

    await expect(rowOf(bens, "Lena Berg")).toBeVisible();
    await expect(rowOf(evas, "Lena Berg")).toBeHidden();
    telegram.customer({ firstName: "Omar", lastName: "Haddad" }).write(shop.bot, "Do you ship to Oslo?");
    await expect(rowOf(bens, "Omar Haddad")).toBeVisible();
    await openConversation(bens, "Lena Berg");
    await expect(messagesWith(bens, "Lena Berg")).toContainText("Sales");
    await expect(rowOf(evas, "Omar Haddad")).toBeHidden();

    await office.goto("/settings/teams");
    await expect(office.getByText(/1 open conversation moved/)).toBeVisible();
    await office.getByRole("region", { name: "Queues" }).getByRole("button", { name: "Undo" }).click();
    await expect(office.getByText(/; undone/)).toBeVisible();
    await expect(office.getByRole("combobox", { name: "Ortiz Shop" })).toHaveValue("Everyone");
    await expect(rowOf(evas, "Lena Berg")).toBeVisible();
    // What came in meanwhile was never moved, so it stays the team's.
    await expect(rowOf(evas, "Omar Haddad")).toBeHidden();
  },
);

story("the pages of teams are open to everyone and fit a phone", async ({ shop, ana }) => {
  const page = await ana("/settings/teams");
  await expect(page.getByText("There is no team yet")).toBeVisible();
  await expectOpenToEveryone(page, "no team");
  await makeTeam(page, "Support");
  await expectOpenToEveryone(page, "a team");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectToFit(page, "a team");
  await page.goto("/settings/teams");
  await expect(page.getByRole("link", { name: /Support/ })).toBeVisible();
  await expectOpenToEveryone(page, "teams");
  await expectToFit(page, "teams");
  await shop.office.ok(editWorkspace, { body: { visibility: "teams" } });
  await expect(page.getByText(/Users see them only once they are assigned/)).toBeVisible();
});

async function letUsersSeeTheirTeams(page: Page): Promise<void> {
  await page.goto("/settings/general");
  await page.getByLabel("Their teams’ and unassigned conversations").check();
  await expect(page.getByText("Eva Lind is in no team and would see only")).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Eva Lind is in no team and would see only")).toBeHidden();
}

import type { Page } from "@playwright/test";
import { messageSaying, openConversation, rowOf } from "#scenarios/steps/inbox.ts";
import { comeIn, invite } from "#scenarios/steps/invite.ts";
import { listenForRings } from "#scenarios/steps/listen.ts";
import { makeTeam, takeIn } from "#scenarios/steps/make-team.ts";
import { transfer } from "#scenarios/steps/transfer.ts";
import { expect, story } from "#scenarios/story.ts";

story(
  "a company of five: who comes in, whose a customer is, who hears it ring, and what is left when one goes",
  async ({ telegram, shop, ana, person }) => {
    // Five browsers, each with a password to hash.
    story.slow();
    const lena = telegram.customer({ firstName: "Lena", lastName: "Berg" });
    const anas = await ana("/settings/users");
    const [bens, claras, emmas, farids] = await Promise.all([person(), person(), person(), person()]);
    const atEmma = await listenForRings(emmas);
    const atFarid = await listenForRings(farids);
    await comeIn(bens, await invite(anas, "Ben Carter", "Admin"));
    await comeIn(claras, await invite(anas, "Clara Weiss", "Manager"));
    await comeIn(emmas, await invite(anas, "Emma Lind", "User"));
    await comeIn(farids, await invite(anas, "Farid Nasser", "User"));

    await buildTeams(anas);
    await giveQueueTo(anas, "Support");
    for (const page of [emmas, farids]) await page.getByRole("heading", { name: "Inbox", level: 2 }).click();

    lena.write(shop.bot, "Do you make forty of them?");
    await expect(rowOf(farids, "Lena Berg")).toBeVisible();
    await expect.poll(() => atFarid.length).toBe(1);
    await openConversation(farids, "Lena Berg");
    await transfer(farids, "Lena Berg", "Sales", "She opens a café");
    await expect(rowOf(farids, "Lena Berg")).toBeHidden();
    await openConversation(emmas, "Lena Berg");
    await expect(messageSaying(emmas, "She opens a café")).toBeVisible();
    lena.write(shop.bot, "In blue, please");
    await expect.poll(() => atEmma.length).toBe(1);
    expect(atFarid).toHaveLength(1);

    await askClara(emmas);
    await claras.getByRole("button", { name: "Alerts, 1 new" }).click();
    await claras.getByRole("link", { name: "Emma Lind mentioned you in the conversation with Lena Berg" }).click();
    await expect(messageSaying(claras, "@Clara Weiss what price?")).toBeVisible();

    await emmas.getByRole("heading", { name: "Lena Berg" }).first().click();
    await emmas.keyboard.press("a");
    await expect(emmas.getByRole("button", { name: "Assignee: Emma Lind" })).toBeVisible();
    await deactivate(bens, "Emma Lind", "Clara Weiss");
    await expect(emmas.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await claras.getByRole("link", { name: /^Mine/ }).click();
    await expect(rowOf(claras, "Lena Berg")).toContainText("In blue, please");
    await expect(anas.getByRole("row", { name: "Emma Lind" })).toContainText("Deactivated");
  },
);

async function buildTeams(page: Page): Promise<void> {
  for (const [team, name] of [
    ["Sales", "Emma Lind"],
    ["Support", "Farid Nasser"],
  ] as const) {
    await page.goto("/settings/teams");
    await makeTeam(page, team);
    await takeIn(page, team, name);
  }
  await page.goto("/settings/general");
  await page.getByLabel("Their teams’ and unassigned conversations").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Save" })).toBeHidden();
}

async function giveQueueTo(page: Page, team: string): Promise<void> {
  await page.goto("/settings/teams");
  await page.getByRole("combobox", { name: "Ortiz Shop" }).click();
  await page.getByRole("option", { name: team }).click();
  const dialog = page.getByRole("dialog", { name: `Give Ortiz Shop to ${team}?` });
  await dialog.getByRole("button", { name: "Give queue" }).click();
  await expect(dialog).toBeHidden();
  await page.goto("/settings/users");
}

/** Only those who see the conversation can be asked in it. */
async function askClara(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Lena Berg" }).first().click();
  await page.keyboard.press("n");
  const note = page.getByRole("textbox", { name: "Note about Lena Berg" });
  await note.pressSequentially("@");
  await expect(page.getByRole("option", { name: "Clara Weiss" })).toBeVisible();
  await expect(page.getByRole("option", { name: "Farid Nasser" })).toBeHidden();
  await page.keyboard.type("cl");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await page.keyboard.type("what price?");
  await page.keyboard.press("Enter");
  await expect(messageSaying(page, "@Clara Weiss what price?")).toBeVisible();
}

async function deactivate(page: Page, name: string, successor: string): Promise<void> {
  await page.goto("/settings/users");
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "Deactivate" }).click();
  const dialog = page.getByRole("dialog", { name: `Deactivate ${name}?` });
  await dialog.getByRole("radio", { name: "One member" }).check();
  await dialog.getByRole("combobox", { name: "Member" }).fill(successor);
  await page.getByRole("option", { name: successor }).click();
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByRole("button", { name: "Reactivate" })).toBeVisible();
}

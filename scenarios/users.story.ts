import type { Page } from "@playwright/test";
import { assignConversation, listConversations } from "#contract/conversations.ts";
import { changeRole, deactivateMember } from "#contract/directory.ts";
import { listMembers } from "#contract/members.ts";
import type { Shop } from "#scenarios/steps/found-shop.ts";
import { rowOf } from "#scenarios/steps/inbox.ts";
import { join } from "#scenarios/steps/join.ts";
import { letIn } from "#scenarios/steps/let-in.ts";
import { expectOpenToEveryone, expectToFit } from "#scenarios/steps/look.ts";
import { expect, story } from "#scenarios/story.ts";

story(
  "a role that is taken away closes the room at once, and who is deactivated hands over what is open",
  async ({ telegram, wokfow, shop, ana, person }) => {
    const [ben, cara] = [await join(shop, "Ben Keller"), await join(shop, "Cara Cruz")];
    telegram.customer({ firstName: "Lena", lastName: "Berg" }).write(shop.bot, "Is it dishwasher-safe?");
    await assignTo(shop, "Ben Keller");
    const [bens, caras] = await Promise.all([person(), person()]);
    await letIn(bens, wokfow.address, ben);
    await letIn(caras, wokfow.address, cara);
    await caras.goto("/inbox");

    const anas = await ana("/settings/users");
    await openPanel(anas, "Ben Keller");
    await giveRole(anas, "Admin");
    await bens.goto("/settings/users");
    await expect(bens.getByRole("heading", { name: "Users", level: 1 })).toBeVisible();
    await giveRole(anas, "User");
    await expect(bens.getByText(/needs the right “Invite, change, deactivate and remove members/)).toBeVisible();
    await expect(bens.getByText(/Ask an Owner or an Admin of your workspace/)).toBeVisible();
    await expect(bens.getByRole("navigation", { name: "Settings" }).getByText("Users")).toBeHidden();

    await anas.getByRole("button", { name: "Deactivate" }).click();
    const dialog = anas.getByRole("dialog", { name: "Deactivate Ben Keller?" });
    await dialog.getByRole("radio", { name: "One member" }).check();
    await dialog.getByRole("combobox", { name: "Member" }).fill("Cara");
    await anas.getByRole("option", { name: "Cara Cruz" }).click();
    await dialog.getByRole("button", { name: "Deactivate" }).click();
    await expect(bens.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await expect(rowOf(caras, "Lena Berg")).toBeVisible();
    await expect(anas.getByRole("button", { name: "Reactivate" })).toBeVisible();
  },
);

story("an Owner is let in again only with the own password", async ({ shop, ana }) => {
  await join(shop, "Ben Keller");
  await shutOutOwner(shop, "Ben Keller");
  const page = await ana("/settings/users");
  await openPanel(page, "Ben Keller");
  await page.getByRole("button", { name: "Reactivate" }).click();
  const dialog = page.getByRole("dialog", { name: "Reactivate Ben Keller?" });
  await dialog.getByLabel("Your own password").fill("a guess");
  await dialog.getByRole("button", { name: "Reactivate" }).click();
  await expect(dialog.getByText("This is not your current password.")).toBeVisible();
  await expectOpenToEveryone(page, "Reactivate");
  await dialog.getByLabel("Your own password").fill(shop.owner.password);
  await dialog.getByRole("button", { name: "Reactivate" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Deactivate" })).toBeVisible();
});

story("a file of users is shown before anybody is invited, and brought in whole", async ({ ana }) => {
  const page = await ana("/settings/users");
  await chooseFile(page, "name,email,role\nDana Ott,dana@ortiz.example,manager\nBad,nowhere,chief\n");
  await expect(page.getByText("1 line of 2 cannot be used", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Choose another file" }).click();
  await chooseFile(page, "Name;E-mail\nDana Ott;dana@ortiz.example\nEmre Kaya;emre@ortiz.example\n", true);
  await page.getByRole("button", { name: "Invite 2 users" }).click();
  const dialog = page.getByRole("dialog", { name: "Everybody is invited" });
  await expect(dialog.getByRole("row")).toHaveCount(3);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row", { name: /Emre Kaya/ })).toContainText("Invited");
});

story("the pages of users and roles are open to everyone", async ({ shop, ana }) => {
  story.slow();
  await join(shop, "Ben Keller");
  await tourUsers(await ana("/settings/users"), expectOpenToEveryone);
});

story.describe("on a screen of 360 pixels", () => {
  story.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  story("the pages of users and roles fit", async ({ shop, ana }) => {
    await join(shop, "Ben Keller");
    await tourUsers(await ana("/settings/users"), expectToFit);
  });
});

async function tourUsers(page: Page, look: (page: Page, where: string) => Promise<void>): Promise<void> {
  await expect(page.getByRole("link", { name: "Ben Keller" })).toBeVisible();
  await look(page, "Users");
  await openPanel(page, "Ben Keller");
  await look(page, "a user");
  for (const deed of ["Reset", "Deactivate", "Remove"]) {
    await page.getByRole("button", { name: deed, exact: true }).click();
    await expect(page.getByRole("dialog", { name: /\?$/ })).toBeVisible();
    await look(page, deed);
    await page.getByRole("button", { name: "Cancel" }).click();
  }
  await page.goto("/settings/users");
  await chooseFile(page, "name,email,role\nBad,nowhere,chief\n");
  await expect(page.getByText("1 line of 1 cannot be used", { exact: false })).toBeVisible();
  await look(page, "a file with faults");
  await page.goto("/settings/roles");
  await expect(page.getByRole("heading", { name: "What each role may do" })).toBeVisible();
  await look(page, "What each role may do");
}

async function openPanel(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("combobox", { name: "Role" }).last()).toBeVisible();
}

async function shutOutOwner({ office, owner }: Shop, name: string): Promise<void> {
  const member = (await office.ok(listMembers)).items.find(({ displayName }) => displayName === name);
  const params = { memberId: member?.id ?? "" };
  const currentPassword = owner.password;
  await office.ok(changeRole, { params, body: { role: "owner", currentPassword } });
  await office.ok(deactivateMember, { params, body: { handOver: { to: "unassigned" }, currentPassword } });
}

async function giveRole(page: Page, role: string): Promise<void> {
  const panel = page.getByRole("dialog");
  await panel.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: role, exact: true }).click();
  await expect(panel.getByRole("combobox", { name: "Role" })).toHaveValue(role);
  await expect(panel.getByText("Saved")).toBeVisible();
}

async function chooseFile(page: Page, csv: string, opened = false): Promise<void> {
  if (!opened) await page.getByRole("button", { name: "Import" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose file" }).click();
  await (await chooser).setFiles({ name: "users.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
}

async function assignTo({ office }: Shop, name: string): Promise<void> {
  const member = (await office.ok(listMembers)).items.find(({ displayName }) => displayName === name);
  await expect.poll(async () => (await office.ok(listConversations)).items.length).toBe(1);
  const [conversation] = (await office.ok(listConversations)).items;
  await office.ok(assignConversation, {
    params: { conversationId: conversation?.id ?? "" },
    body: { memberId: member?.id ?? "", expectedAssigneeId: null },
  });
}

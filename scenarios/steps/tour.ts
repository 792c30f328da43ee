import { expect, type Locator, type Page } from "@playwright/test";
import { picture } from "#scenarios/steps/pictures.ts";

/** Looks at what is shown now, which `where` names. */
export type Look = (page: Page, where: string) => Promise<void>;

/** Shows the pages of somebody who is not signed in. */
export async function tourEntrance(page: Page, look: Look): Promise<void> {
  for (const [address, title] of [
    ["/sign-up", "Create your workspace"],
    ["/sign-in", "Sign in"],
    ["/forgotten-password", "Forgotten your password?"],
    ["/welcome#an-old-link", "This link is not good any more"],
  ] as const) {
    await page.goto(address);
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await look(page, title);
  }
}

/** Shows the choice of an own password to somebody who has yet to make it. */
export async function tourChoice(page: Page, look: Look): Promise<void> {
  await page.goto("/choose-password");
  await page.getByLabel("New password").fill("nine grey jugs");
  await expect(page.getByRole("status", { name: /^Strength/ })).toBeVisible();
  await look(page, "choosing an own password");
}

/** Shows how somebody is invited, and what is handed over to them. */
export async function tourInvitation(page: Page, look: Look): Promise<void> {
  const dialog = page.getByRole("dialog");
  await page.goto("/settings/users");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await dialog.getByText("Type one").click();
  await look(page, "inviting a member");
  await dialog.getByText("Make a password").click();
  await dialog.getByLabel("Name").fill("Ben Adler");
  await dialog.getByLabel("E-mail").fill("ben@ortiz.example");
  await dialog.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(dialog.getByText("Ben Adler is invited")).toBeVisible();
  await look(page, "handing a password over");
}

/** Shows the inbox with one conversation and everything that opens in it. The conversation must be there. */
export async function tourInbox(page: Page, customer: string, look: Look): Promise<void> {
  await page.goto("/inbox?search=nobody");
  await expect(page.getByText("Nobody found by “nobody”")).toBeVisible();
  await look(page, "a search that finds nothing");
  await page.goto("/inbox");
  const row = page.getByRole("region", { name: "Conversations" }).getByRole("link", { name: customer });
  await expect(row).toBeVisible();
  await look(page, "the inbox");
  await row.click();
  await expect(page.getByRole("log")).toBeVisible();
  await look(page, "a conversation");
  const menu = page.getByRole("menu");
  await over(page, page.getByRole("button", { name: /^Assignee:/ }), menu, look, "the assignee menu");
  await over(page, page.getByRole("button", { name: "Emoji" }), page.getByRole("dialog"), look, "the emoji");
  const photo = page.getByRole("log").getByRole("button", { name: "Picture" });
  await over(page, photo, page.getByRole("dialog", { name: "Picture" }), look, "a picture");
  await page.goto(`${new URL(page.url()).pathname}?panel=contact`);
  await expect(
    page.getByRole("complementary", { name: "Contact" }).getByRole("heading", { name: customer }),
  ).toBeVisible();
  await look(page, "the contact");
}

/** Shows what the frame opens over every room. */
export async function tourFrame(page: Page, look: Look): Promise<void> {
  await page.goto("/inbox");
  await over(
    page,
    page.getByRole("button", { name: /^Alerts/ }),
    page.getByRole("region", { name: "Alerts" }),
    look,
    "the alerts",
  );
  await over(
    page,
    page.getByRole("button", { name: /profile, theme, sign out$/ }),
    page.getByRole("menu"),
    look,
    "the own menu",
  );
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await look(page, "the keys");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toBeVisible();
  await look(page, "the palette");
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await look(page, "an address that is no page");
}

/** Shows the settings pages and the dialogs that they open. */
export async function tourSettings(page: Page, look: Look): Promise<void> {
  const dialog = page.getByRole("dialog");
  const button = (name: string) => page.getByRole("button", { name });
  await page.goto("/settings/profile");
  await expect(page.getByText("This one")).toBeVisible();
  await look(page, "My profile");
  await over(page, button("Change e-mail"), dialog, look, "changing the e-mail address");
  await over(page, button("Change password"), dialog, look, "changing the password");
  const chooser = page.waitForEvent("filechooser");
  await button("Choose picture").click();
  await (await chooser).setFiles({ name: "me.jpg", mimeType: "image/jpeg", buffer: await picture(600, 500) });
  await expect(button("Use this picture")).toBeEnabled();
  await look(page, "cutting a picture");

  await page.goto("/settings/general");
  await page.getByText("Archive by itself", { exact: true }).click();
  await expect(page.getByText(/would (be )?archived? /)).toBeVisible();
  await look(page, "General");

  await page.goto("/settings/integrations");
  await expect(page.getByRole("article").first()).toBeVisible();
  await look(page, "Integrations");
  await over(page, button("Connect Telegram"), dialog, look, "connecting a bot");
  for (const deed of ["Rename", "Reconnect", "Remove"]) {
    await button("More for Ortiz Shop").click();
    await over(page, page.getByRole("menuitem", { name: deed }), dialog, look, `${deed} a channel`);
  }
}

/** Opens something that lies over the page, looks at it, and closes it again with Escape. */
async function over(page: Page, opener: Locator, opened: Locator, look: Look, where: string): Promise<void> {
  await opener.click();
  await expect(opened).toBeVisible();
  await look(page, where);
  await page.keyboard.press("Escape");
  await expect(opened).toBeHidden();
}

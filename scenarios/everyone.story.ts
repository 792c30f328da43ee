import type { Page } from "@playwright/test";
import { inviteMember } from "#contract/invitations.ts";
import type { Shop } from "#scenarios/steps/found-shop.ts";
import { letIn } from "#scenarios/steps/let-in.ts";
import { expectOpenToEveryone, expectToFit } from "#scenarios/steps/look.ts";
import { tourChoice, tourEntrance, tourFrame, tourInbox, tourInvitation, tourSettings } from "#scenarios/steps/tour.ts";
import { longName, writeMuch } from "#scenarios/steps/write-much.ts";
import { expect, story } from "#scenarios/story.ts";

story("the way in, the inbox and its dialogs are open to everyone", async ({ telegram, shop, ana, person }) => {
  story.slow();
  await tourEntrance(await person(), expectOpenToEveryone);
  await writeMuch(telegram, shop);
  const page = await ana();
  await tourInbox(page, longName, expectOpenToEveryone);
});

story("the frame, the settings and their dialogs are open to everyone", async ({ ana }) => {
  story.slow();
  const page = await ana();
  await tourFrame(page, expectOpenToEveryone);
  await tourSettings(page, expectOpenToEveryone);
});

story("inviting and coming in are open to everyone", async ({ wokfow, shop, ana, person }) => {
  story.slow();
  await tourInvitation(await ana(), expectOpenToEveryone);
  await tourChoice(await awaited(await person(), wokfow.address, shop), expectOpenToEveryone);
});

/** A browser of somebody who is in by the password that was handed over to them. */
async function awaited(page: Page, address: string, { office }: Shop): Promise<Page> {
  const email = "cem@ortiz.example";
  const invited = await office.ok(inviteMember, { body: { displayName: "Cem Kaya", email, role: "user" } });
  await letIn(page, address, { email, password: invited.password ?? "" });
  return page;
}

story.describe("on a screen of 360 pixels", () => {
  story.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  story("every page fits, and everything on it can be reached", async ({ wokfow, telegram, shop, ana, person }) => {
    await tourEntrance(await person(), expectToFit);
    await tourChoice(await awaited(await person(), wokfow.address, shop), expectToFit);
    await tourInvitation(await ana(), expectToFit);
    await writeMuch(telegram, shop);
    const page = await ana();
    await tourInbox(page, longName, expectToFit);
    await tourFrame(page, expectToFit);
    await tourSettings(page, expectToFit);
  });

  story("every room is a few touches away", async ({ telegram, shop, ana }) => {
    telegram.customer({ firstName: "Lena", lastName: "Berg" }).write(shop.bot, "Hello");
    const page = await ana();
    await page.getByRole("button", { name: "Queue: All" }).tap();
    await page.getByRole("menuitem", { name: /^Unassigned/ }).tap();
    await page.getByRole("link", { name: /Lena Berg/ }).tap();
    await expect(page.getByRole("log")).toContainText("Hello");
    await page.getByRole("textbox", { name: "Answer Lena Berg" }).fill("Good morning");
    await page.getByRole("button", { name: "Send" }).tap();
    await expect(page.getByRole("log")).toContainText("Good morning");
    await page.getByRole("button", { name: "About the contact" }).tap();
    await expect(page.getByRole("complementary", { name: "Contact" })).toBeVisible();
    await page.getByRole("button", { name: "Close the contact" }).tap();
    await page.getByRole("button", { name: "Back to the list" }).tap();
    await expect(page.getByRole("button", { name: "Queue: Unassigned" })).toBeVisible();

    const settings = page.getByRole("navigation", { name: "Settings" });
    await page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "Settings" }).tap();
    for (const name of ["My profile", "General", "Integrations"]) {
      await settings.getByRole("link", { name }).tap();
      await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
      await page.getByRole("main").getByRole("link", { name: "Settings" }).tap();
    }
    await expect(settings).toBeVisible();
  });
});

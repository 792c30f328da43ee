import type { Page } from "@playwright/test";
import { answerField, messagesWith, openConversation, rowOf } from "#scenarios/steps/inbox.ts";
import { chatOn } from "#scenarios/steps/phone.ts";
import { days, expect, story } from "#scenarios/story.ts";

story.use({ daysAgo: 40 });

story(
  "conversations that rest are archived by themselves, and one click brings them back as they were",
  async ({ telegram, clock, shop, ana }) => {
    const lena = telegram.customer({ firstName: "Lena", lastName: "Berg" });
    const omar = telegram.customer({ firstName: "Omar", lastName: "Haddad" });
    lena.write(shop.bot, "Thank you, the bowl is beautiful.");
    lena.write(shop.bot, "I will be back.");
    omar.write(shop.bot, "I am still thinking about it.");
    await letLenaBeAnas(await ana());

    clock.advance(days(40));
    telegram.customer({ firstName: "Mia", lastName: "Chen" }).write(shop.bot, "Do you make jugs, too?");
    const inbox = await ana();
    await expect(rowOf(inbox, "Mia Chen")).toBeVisible();
    await expect(rowOf(inbox, "Lena Berg")).toContainText("Ana Ortiz");
    await expect(rowOf(inbox, "Omar Haddad")).toContainText("1 unread");

    // What would happen is told, and nothing has happened yet.
    const settings = await ana("/settings/general");
    await settings.getByText("Archive by itself", { exact: true }).click();
    await expect(settings.getByText("This would archive 2 conversations now.")).toBeVisible();
    const concerned = settings.getByRole("region", { name: "Conversations that would be archived" });
    await expect(concerned.getByRole("link")).toHaveText([/Lena Berg|Omar Haddad/, /Lena Berg|Omar Haddad/]);
    await settings.getByLabel("Days without a message").fill("60");
    await expect(settings.getByText("Nothing would be archived now")).toBeVisible();
    await settings.getByLabel("Days without a message").fill("30");
    await expect(settings.getByText("This would archive 2 conversations now.")).toBeVisible();
    await expect(rowOf(inbox, "Lena Berg")).toBeVisible();

    await settings.getByRole("button", { name: "Save" }).click();
    await expect(settings.getByText("2 conversations archived")).toBeVisible();
    await expect(rowOf(inbox, "Lena Berg")).toBeHidden();
    await expect(rowOf(inbox, "Omar Haddad")).toBeHidden();
    await expect(rowOf(inbox, "Mia Chen")).toBeVisible();

    await inbox.getByRole("link", { name: "Archive" }).click();
    await openConversation(inbox, "Lena Berg");
    await expect(messagesWith(inbox, "Lena Berg")).toContainText("Archived by itself after 30 days without a message");
    expect(chatOn(lena, shop.bot)).toHaveLength(2);

    // The customer's next message opens a conversation again, whatever archived it.
    omar.write(shop.bot, "I take it.");
    await inbox.getByRole("link", { name: /^All/ }).click();
    await openConversation(inbox, "Omar Haddad");
    await expect(messagesWith(inbox, "Omar Haddad")).toContainText("Opened again by a message of Omar Haddad");
    expect(chatOn(omar, shop.bot)).toHaveLength(2);

    // Lena's comes back with its assignee; Omar's, which was opened meanwhile, is left as it is.
    await settings.getByRole("button", { name: "Undo this run: reopen 2 conversations" }).click();
    await expect(settings.getByText("1 of them were put back, the others had been opened again before.")).toBeVisible();
    await expect(rowOf(inbox, "Lena Berg")).toContainText("Ana Ortiz");
    await expect(rowOf(inbox, "Lena Berg")).toContainText("I will be back.");
    await openConversation(inbox, "Lena Berg");
    await expect(messagesWith(inbox, "Lena Berg")).toContainText("You undid the auto-archive");
    await expect(answerField(inbox, "Lena Berg")).toBeVisible();
  },
);

async function letLenaBeAnas(page: Page): Promise<void> {
  await openConversation(page, "Lena Berg");
  await page.keyboard.press("a");
  await expect(page.getByRole("button", { name: "Assignee: Ana Ortiz" })).toBeVisible();
  await page.close();
}

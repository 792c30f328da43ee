import type { Locator, Page } from "@playwright/test";
import { expect, messengerStory as story } from "#scenarios/messenger-story.ts";
import { connectPages } from "#scenarios/steps/connect-pages.ts";
import { signIn } from "#scenarios/steps/sign-in.ts";
import { days } from "#scenarios/story.ts";

const integrations = "/settings/integrations";
const conversations = "Manage and access Page conversations in Messenger";

story(
  "who leaves out a permission is told which, is asked again, and connects two pages",
  async ({ ana, elena, pages, app }) => {
    const page = await ana(integrations);
    const before = await openDialog(page);
    await expect(before).toContainText("Leave all of them ticked");
    await expect(before).toContainText(`${conversations}, to read what customers write`);
    await before.getByRole("button", { name: "Log in with Facebook" }).click();

    await expect(page.getByRole("heading", { name: "Wokfow would like to connect" })).toBeVisible();
    await page.getByLabel(conversations).uncheck();
    await page.getByRole("button", { name: "Continue as Elena" }).click();

    const refused = page.getByRole("dialog", { name: "Nothing was connected" });
    await expect(refused).toContainText(`Facebook did not give Wokfow this permission: “${conversations}”.`);
    expect(elena.permissions(app).declined).toEqual(["pages_messaging"]);
    await refused.getByRole("button", { name: "Ask again" }).click();
    await page.getByRole("button", { name: "Continue as Elena" }).click();

    const choice = page.getByRole("dialog", { name: "Choose your Pages" });
    await expect(choice).toContainText("Elena Ortiz may connect these Pages");
    await expect(choice.getByRole("button", { name: "Connect" })).toBeDisabled();
    for (const { name } of Object.values(pages)) await choice.getByRole("checkbox", { name }).check();
    await choice.getByRole("button", { name: "Connect 2 Pages" }).click();

    const done = page.getByRole("dialog", { name: "Messenger is connected" });
    await expect(done.getByText("CONNECTED", { exact: true })).toHaveCount(2);
    await done.getByRole("button", { name: "Done" }).click();
    await expect(page).toHaveURL(integrations);
    for (const { name, id } of Object.values(pages)) {
      const card = page.getByRole("article", { name });
      await expect(card).toContainText(`Messenger · Page ${id} · by webhook`);
      await expect(card.getByText("CONNECTED", { exact: true })).toBeVisible();
      await expect(card).toContainText("subscribed_apps");
    }
  },
);

story(
  "who cancels at Facebook or comes back by a way that is not theirs reads why nothing happened",
  async ({ ana, elena, wokfow }) => {
    const page = await ana(integrations);
    await (await openDialog(page)).getByRole("button", { name: "Log in with Facebook" }).click();
    await expect(page.getByText(`You are logged in as ${elena.name}.`)).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).click();
    const cancelled = page.getByRole("dialog", { name: "Nothing was connected" });
    await expect(cancelled).toContainText("The login was cancelled at Facebook");
    await cancelled.getByRole("button", { name: "Cancel" }).click();
    await expect(cancelled).toBeHidden();
    await expect(page).toHaveURL(integrations);

    await page.goto(`${wokfow.address}/api/v1/channel-logins/returns/messenger?state=forged&code=forged`);
    const forged = page.getByRole("dialog", { name: "Back from Facebook" });
    await expect(forged).toContainText("does not belong to a login that you have begun in this browser");
    await expect(forged.getByRole("button", { name: "Log in with Facebook" })).toBeVisible();
  },
);

story(
  "whose session has ended at Facebook signs in, reads that, and logs in once more",
  async ({ ana, elena, shop }) => {
    const page = await ana(integrations);
    await (await openDialog(page)).getByRole("button", { name: "Log in with Facebook" }).click();
    await expect(page.getByText(`You are logged in as ${elena.name}.`)).toBeVisible();
    await page.context().clearCookies();
    await page.getByRole("button", { name: "Continue as Elena" }).click();
    await signIn(page, shop.owner);
    const dialog = page.getByRole("dialog", { name: "Nothing was connected" });
    await expect(dialog).toContainText("Your session here had ended while you were at Facebook");
    await dialog.getByRole("button", { name: "Log in with Facebook" }).click();
    await page.getByRole("button", { name: "Continue as Elena" }).click();
    await expect(page.getByRole("dialog", { name: "Choose your Pages" })).toBeVisible();
  },
);

story(
  "a page warns before its token ends, and goes on when somebody logs in again",
  async ({ ana, shop, elena, pages, messenger }) => {
    expect(elena.name).toBe("Elena Ortiz");
    await connectPages(shop.office, messenger, [pages.shop, pages.outlet]);
    const page = await ana(integrations);
    const card = page.getByRole("article", { name: pages.shop.name });
    await expect(card.getByText("CONNECTED", { exact: true })).toBeVisible();
    await expect(card).not.toContainText("The login that connects this account");
    pages.shop.expireTokensIn(days(10));
    await card.getByRole("button", { name: /Refresh status/ }).click();
    await expect(card).toContainText(/The login that connects this account to Messenger ends on [\w ,]*\d \w+/);
    await card.getByRole("button", { name: "Log in again" }).click();
    const dialog = page.getByRole("dialog", { name: `Log in again for ${pages.shop.name}` });
    await dialog.getByRole("button", { name: "Log in with Facebook" }).click();
    await page.getByRole("button", { name: "Continue as Elena" }).click();
    const done = page.getByRole("dialog", { name: "Logged in again" });
    await expect(done.getByText("CONNECTED", { exact: true })).toHaveCount(2);
    await done.getByRole("button", { name: "Done" }).click();
    await expect(card.getByText("CONNECTED", { exact: true })).toBeVisible();
    await expect(card).not.toContainText("The login that connects this account");
  },
);

story(
  "a webhook that leads elsewhere at Meta is no connection, and its card has what to enter there",
  async ({ ana, shop, wokfow, app, pages, messenger, elena: _ }) => {
    await connectPages(shop.office, messenger, [pages.shop]);
    const page = await ana(integrations);
    const card = page.getByRole("article", { name: pages.shop.name });
    await expect(card.getByText("CONNECTED", { exact: true })).toBeVisible();
    const webhook = { url: `${wokfow.address}/api/v1/webhooks/messenger`, verifyToken: "open-sesame" };
    app.setWebhookUnverified({ ...webhook, url: "https://old.example.com/hook" });
    await refreshUntil(card, "NEEDS ACTION");
    await expect(card).toContainText("Messenger delivers what customers write to another address than this server’s.");
    await expect(card.getByText(webhook.url, { exact: true })).toBeVisible();
    await expect(card.getByRole("button", { name: "Copy Webhook callback URL" })).toBeVisible();
    await expect(card).toContainText("Tick there: messages, message_echoes");
    app.setWebhookUnverified(webhook);
    await refreshUntil(card, "CONNECTED");
    await expect(card.getByText(webhook.url, { exact: true })).toBeHidden();
  },
);

story.describe("on a server that knows no app at Meta", () => {
  story.use({ env: ({ address }, use) => use({ PORT: new URL(address).port, PUBLIC_URL: address }) });

  story("the owner reads what to set, and copies the addresses for the dashboard", async ({ ana, wokfow }) => {
    const page = await ana(integrations);
    const dialog = await openDialog(page);
    for (const name of ["FACEBOOK_APP_ID", "FACEBOOK_APP_SECRET", "FACEBOOK_VERIFY_TOKEN"])
      await expect(dialog.getByText(name, { exact: true })).toBeVisible();
    const root = `${wokfow.address}/api/v1`;
    await expect(dialog.getByText(`${root}/channel-logins/returns/messenger`, { exact: true })).toBeVisible();
    await expect(dialog.getByText(`${root}/webhooks/messenger`, { exact: true })).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Copy Webhook callback URL" })).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Log in with Facebook" })).toBeHidden();
  });
});

/** Facebook is asked anew a moment after the last answer, which pages share. */
async function refreshUntil(card: Locator, status: string) {
  await expect(async () => {
    await card.getByRole("button", { name: /Refresh status/ }).click();
    await expect(card.getByText(status, { exact: true })).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
}

async function openDialog(page: Page) {
  await page.getByRole("button", { name: "Messenger: Log in with Facebook" }).click();
  return page.getByRole("dialog", { name: "Connect Messenger" });
}

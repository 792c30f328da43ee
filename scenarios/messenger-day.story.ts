import type { Page } from "@playwright/test";
import { expect, messengerStory as story } from "#scenarios/messenger-story.ts";
import { chooseFile } from "#scenarios/steps/files.ts";
import { answer, answerField, messageSaying, messagesWith, openConversation } from "#scenarios/steps/inbox.ts";
import { letIn } from "#scenarios/steps/let-in.ts";
import { picture } from "#scenarios/steps/pictures.ts";
import { days } from "#scenarios/story.ts";
import type { Letter } from "#simulators/messenger/state/world.ts";

const conversations = "Manage and access Page conversations in Messenger";
const name = "Lena Berg";
const hours = (count: number) => count * 3_600_000;

// The story goes on for eight days and ends before today, as the database lives in the time of the machine.
story.use({ daysAgo: 9 });

story(
  "a customer is answered as long as that is allowed, and nothing is lost while a page's token is refused",
  async ({ person, shop, wokfow, clock, app, elena, pages, messenger }) => {
    const open = async (address: string) => {
      const page = await person();
      await page.clock.install({ time: clock.now() });
      await letIn(page, wokfow.address, shop.owner);
      await page.goto(address);
      return page;
    };
    const page = await open("/settings/integrations");
    await logInAtSecondTry(page);
    await chooseBoth(page);
    expect(elena.permissions(app).declined).toEqual([]);
    const card = page.getByRole("article", { name: pages.shop.name });
    await expect(card.getByText("CONNECTED", { exact: true })).toBeVisible();
    await expect(page.getByRole("article", { name: pages.outlet.name })).toContainText("by webhook");

    const lena = messenger.customer({ firstName: "Lena", lastName: "Berg" });
    lena.write(pages.shop, "Which blue do you have?");
    const desk = await open("/inbox");
    const goOn = async (milliseconds: number) => {
      clock.advance(milliseconds);
      for (const one of [page, desk]) await one.clock.fastForward(milliseconds);
    };
    const answers = () => lena.thread(pages.shop).filter(({ from }) => from === "page");
    await openConversation(desk, name);
    await expect(desk.getByText(/^You can answer until tomorrow at \d\d:\d\d\.$/)).toBeVisible();
    await sendPicture(desk);
    await expect.poll(() => answers().map(({ attachments }) => attachments[0]?.type)).toEqual(["image"]);
    await expect(messagesWith(desk, name).locator('[data-state="delivered"]')).not.toHaveCount(0);
    lena.read(pages.shop);
    await expect(messagesWith(desk, name).locator('[data-state="read"]')).not.toHaveCount(0);

    await letTimeRunOut(desk, goOn, answers);
    lena.write(pages.shop, "Then I take two.");
    await expect(messageSaying(desk, "Then I take two.")).toBeVisible();
    await answer(desk, name, "They are yours.");
    await expect.poll(() => answers().at(-1)).toMatchObject({ text: "They are yours.", tag: undefined });

    await expect(card.getByText("CONNECTED", { exact: true })).toBeVisible();
    const deliver = messenger.faults.add({ kind: "held back" });
    pages.shop.revokeTokens();
    await expect(card.getByText("NEEDS ACTION", { exact: true })).toBeVisible();
    await expect(card).toContainText("Messenger no longer accepts what this channel was connected with.");
    lena.write(pages.shop, "Hello?");
    lena.write(pages.shop, "Is anybody there?");
    await goOn(62_000);
    await expect(desk.getByText(/Ortiz Bowls has been offline since \d\d:\d\d\./)).toBeVisible();

    await logInAgain(page, deliver);
    await expect(card.getByText("CONNECTED", { exact: true })).toBeVisible();
    await expect(desk.getByText("has been offline since")).toBeHidden();
    await expectLate(desk, page);
    await answer(desk, name, "Here again.");
    await expect.poll(() => answers().at(-1)?.text).toBe("Here again.");
  },
);

/** Leaves a permission out at first, reads which, and is asked again. */
async function logInAtSecondTry(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Messenger: Log in with Facebook" }).click();
  const before = page.getByRole("dialog", { name: "Connect Messenger" });
  await before.getByRole("button", { name: "Log in with Facebook" }).click();
  await page.getByLabel(conversations).uncheck();
  await page.getByRole("button", { name: "Continue as Elena" }).click();
  const refused = page.getByRole("dialog", { name: "Nothing was connected" });
  await expect(refused).toContainText(`Facebook did not give Wokfow this permission: “${conversations}”.`);
  await refused.getByRole("button", { name: "Ask again" }).click();
  await page.getByRole("button", { name: "Continue as Elena" }).click();
}

async function chooseBoth(page: Page): Promise<void> {
  const choice = page.getByRole("dialog", { name: "Choose your Pages" });
  for (const one of ["Ortiz Bowls", "Ortiz Outlet"]) await choice.getByRole("checkbox", { name: one }).check();
  await choice.getByRole("button", { name: "Connect 2 Pages" }).click();
  const done = page.getByRole("dialog", { name: "Messenger is connected" });
  await expect(done.getByText("CONNECTED", { exact: true })).toHaveCount(2);
  await done.getByRole("button", { name: "Done" }).click();
}

async function sendPicture(desk: Page): Promise<void> {
  const file = { name: "blue.jpg", mimeType: "image/jpeg", buffer: await picture(400, 300) };
  await chooseFile(desk, desk.getByRole("button", { name: "Attach files" }), file);
  const button = desk.getByRole("button", { name: "Send", exact: true });
  await expect(button).toBeEnabled();
  await button.click();
  await expect(desk.getByRole("list", { name: "Attached files" })).toBeHidden();
}

/** A day in which anything may be answered, six more in which a person may, and then nobody. */
async function letTimeRunOut(
  desk: Page,
  goOn: (milliseconds: number) => Promise<void>,
  answers: () => Letter[],
): Promise<void> {
  await goOn(hours(23));
  await expect(desk.getByText(/left to answer Lena Berg freely\. After that you can still answer/)).toBeVisible();
  await goOn(hours(2));
  await expect(desk.getByText("last wrote more than a day ago. You can still answer in person")).toBeVisible();
  await answer(desk, name, "The dark one is back on Monday.");
  const late = { text: "The dark one is back on Monday.", tag: "HUMAN_AGENT" };
  await expect.poll(() => answers().at(-1)).toMatchObject(late);
  await goOn(days(6));
  await expect(desk.getByText("Lena Berg wrote too long ago")).toBeVisible();
  await expect(answerField(desk, name)).toBeHidden();
}

async function logInAgain(page: Page, deliver: () => void): Promise<void> {
  const card = page.getByRole("article", { name: "Ortiz Bowls" });
  await card.getByRole("button", { name: "Log in again" }).click();
  const again = page.getByRole("dialog", { name: "Log in again for Ortiz Bowls" });
  await again.getByRole("button", { name: "Log in with Facebook" }).click();
  const goOn = page.getByRole("button", { name: "Continue as Elena" });
  await expect(goOn).toBeVisible();
  deliver();
  await goOn.click();
  const done = page.getByRole("dialog", { name: "Logged in again" });
  await expect(done.getByText("CONNECTED", { exact: true })).toHaveCount(2);
  await done.getByRole("button", { name: "Done" }).click();
}

/** In the thread, in the bell, and in the history of the channel. */
async function expectLate(desk: Page, page: Page): Promise<void> {
  const thread = messagesWith(desk, name);
  await expect(thread).toContainText("Is anybody there?");
  await expect(thread).toContainText(/The channel was offline from .* to .*; 2 messages came in late/);
  await desk.getByRole("button", { name: /^Alerts/ }).click();
  const alerts = desk.getByRole("region", { name: "Alerts" }).getByRole("listitem");
  const alert = alerts.filter({ hasText: "2 messages came in late." });
  await expect(alert).toHaveCount(1);
  await expect(alert.getByText("BACK", { exact: true })).toBeVisible();
  await desk.keyboard.press("Escape");

  await page.getByRole("button", { name: /^History of Ortiz Bowls: last 30 days: .* outages? / }).click();
  const history = page.getByRole("dialog", { name: "History of Ortiz Bowls" });
  const outage = history.getByRole("listitem").filter({ hasText: "credentials no longer accepted" });
  await expect(outage).toContainText("2 messages came in late");
}

import type { Page } from "@playwright/test";
import { messagesWith, rowOf } from "#scenarios/steps/inbox.ts";
import { blockSound, listenForRings } from "#scenarios/steps/listen.ts";
import { expect, story } from "#scenarios/story.ts";

/** After this long, in milliseconds, no other tab takes over any more from the one whose turn it was. */
const lastTurn = 5_000;

story(
  "a message rings once, in one of two open tabs, and in the other when that one is closed",
  async ({ telegram, shop, ana }) => {
    const lena = telegram.customer({ firstName: "Lena", lastName: "Berg" });
    const first = await ana();
    const second = await first.context().newPage();
    const tabs = [first, second];
    const rings = await Promise.all(tabs.map(listenForRings));
    for (const tab of tabs) {
      // So that the time in which a tab could still take over can be let pass without waiting for it.
      await tab.clock.install();
      await tab.goto("/inbox");
      await tab.getByRole("heading", { name: "Inbox", level: 2 }).click();
    }

    lena.write(shop.bot, "Is anybody there?");
    for (const tab of tabs) await expect(rowOf(tab, "Lena Berg")).toContainText("Is anybody there?");
    await expect.poll(() => rings.flat().length).toBe(1);
    for (const tab of tabs) await tab.clock.fastForward(lastTurn);
    lena.write(shop.bot, "Hello?");
    for (const tab of tabs) await expect(rowOf(tab, "Lena Berg")).toContainText("Hello?");
    await expect.poll(() => rings.flat().length).toBe(2);
    for (const tab of tabs) await tab.clock.fastForward(lastTurn);
    expect(rings.map((heard) => heard.length)).toEqual([2, 0]);

    // Closing as a person does answers before the tab is gone, and until then it is its turn.
    const gone = first.waitForEvent("close");
    await first.close({ runBeforeUnload: true });
    await gone;
    lena.write(shop.bot, "I can wait.");
    await expect.poll(() => rings.map((heard) => heard.length)).toEqual([2, 1]);
  },
);

story("sound that is off in one browser stays on in another", async ({ telegram, shop, ana }) => {
  const desk = await ana("/settings/general");
  const laptop = await ana();
  const [atDesk, atLaptop] = await Promise.all([desk, laptop].map(listenForRings));
  for (const page of [desk, laptop]) await page.reload();
  await laptop.getByRole("heading", { name: "Inbox", level: 2 }).click();
  await desk.getByText("Sound alerts", { exact: true }).click();
  await expect(desk.getByLabel("Sound alerts")).not.toBeChecked();
  await desk.reload();
  await expect(desk.getByLabel("Sound alerts")).not.toBeChecked();
  await desk.getByRole("link", { name: "Inbox" }).click();

  telegram.customer({ firstName: "Omar", lastName: "Haddad" }).write(shop.bot, "Good morning");
  await expect(rowOf(desk, "Omar Haddad")).toBeVisible();
  await expect.poll(() => atLaptop?.length).toBe(1);
  expect(atDesk).toEqual([]);
});

story("a browser that blocks sound says so, and rings from the click on", async ({ telegram, shop, ana }) => {
  const mia = telegram.customer({ firstName: "Mia", lastName: "Chen" });
  const page = await ana();
  const rings = await listenForRings(page);
  await blockSound(page);
  await page.goto("/settings/general");
  await expect(page.getByText("This browser blocks sound. Click to allow.")).toBeVisible();
  await page.goto("/inbox");
  await expect(page.getByRole("heading", { name: "Inbox", level: 2 })).toBeVisible();

  mia.write(shop.bot, "First");
  await expect(page.getByText("1 message came in without a sound")).toBeVisible();
  expect(rings).toEqual([]);
  await page.getByRole("button", { name: "Allow sound" }).click();
  await expect(page.getByText("came in without a sound")).toBeHidden();
  mia.write(shop.bot, "Second");
  await expect.poll(() => rings.length).toBe(1);
});

story("the press that allows the sound opens what it was meant for", async ({ telegram, shop, ana }) => {
  const mia = telegram.customer({ firstName: "Mia", lastName: "Chen" });
  const page = await ana();
  const rings = await listenForRings(page);
  await blockSound(page);
  await page.goto("/inbox");
  await expect(page.getByRole("heading", { name: "Inbox", level: 2 })).toBeVisible();
  mia.write(shop.bot, "First");
  telegram.customer({ firstName: "Omar", lastName: "Haddad" }).write(shop.bot, "Good morning");
  await expect(page.getByText("2 messages came in without a sound")).toBeVisible();

  // What says that sound is blocked stands above the rows and has no more to say, but they stay where they are pressed.
  await rowOf(page, "Mia Chen").hover();
  await page.mouse.down();
  mia.write(shop.bot, "Second");
  await expect.poll(() => rings.length).toBe(1);
  await page.mouse.up();
  await expect(messagesWith(page, "Mia Chen")).toContainText("Second");
  await expect(page.getByText("came in without a sound")).toBeHidden();
});

story("the test button sounds at the chosen volume", async ({ ana }) => {
  const page = await ana("/settings/general");
  await page.getByRole("slider", { name: "Volume" }).press("ArrowRight");
  await page.getByRole("button", { name: "Play sound" }).click();
  await expect(page.getByText("You should have heard it now.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("slider", { name: "Volume" })).toHaveAttribute("aria-valuetext", "65 %");
  await expectChoiceOfBrowser(page);
});

/** The choice never leaves the browser: it is kept there and nowhere else. */
async function expectChoiceOfBrowser(page: Page): Promise<void> {
  const kept = await page.evaluate(() => localStorage.getItem("wokfow.sound"));
  expect(JSON.parse(kept ?? "null")).toEqual({ on: true, volume: 65 });
}

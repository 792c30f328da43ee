import { test as base, type Page } from "@playwright/test";
import { foundShop, type Shop } from "#scenarios/steps/found-shop.ts";
import { letIn } from "#scenarios/steps/let-in.ts";
import { movableClock } from "#server/platform/clock/clock.ts";
import type { TestServer } from "#server/platform/database/make-test-databases.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import { startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

/** What every story is given: the product, the outside world, and as many browsers as it has people. */
interface Stage {
  /** How many days before today the story begins; the rest of it moves the clock. */
  readonly daysAgo: number;
  /** Settings of the server beyond the usual ones. */
  readonly env: Readonly<Record<string, string>>;
  /** The one time that product and outside world live in. */
  readonly clock: ReturnType<typeof movableClock>;
  readonly telegram: TelegramSimulator;
  readonly wokfow: TestWokfow;
  /** Opens a browser of its own, without cookies of anyone else. */
  readonly person: () => Promise<Page>;
  /** A workspace with its owner Ana and a bot, for stories that begin after the first visit. */
  readonly shop: Shop;
  /** Opens another browser in which Ana is signed in, at this address of the app. */
  readonly ana: (address?: string) => Promise<Page>;
}

/** A test that tells a story through the real server in a real browser. */
export const story = base.extend<Stage>({
  daysAgo: [0, { option: true }],
  env: [{}, { option: true }],
  clock: async ({ daysAgo }, use) => {
    const clock = movableClock();
    clock.advance(-days(daysAgo));
    await use(clock);
  },
  telegram: async ({ clock }, use) => {
    const telegram = await startTelegram({ clock: () => clock.now() });
    await use(telegram);
    await telegram.close();
  },
  wokfow: async ({ telegram, clock, env: more }, use) => {
    const server: TestServer = JSON.parse(process.env.WOKFOW_TEST_SERVER ?? "");
    // What the product warns of is part of the stories, such as a Telegram that is down; only its own faults are told.
    const env = { TELEGRAM_API_ROOT: telegram.url, LOG_LEVEL: "error", ...more };
    const wokfow = await startWokfow(server, { env, clock });
    await use(wokfow);
    await wokfow.stop();
  },
  baseURL: ({ wokfow }, use) => use(wokfow.address),
  person: async ({ browser, wokfow }, use) => {
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL: wokfow.address });
      contexts.push(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  shop: async ({ wokfow, telegram }, use) => use(await foundShop(wokfow, telegram)),
  ana: async ({ person, wokfow, shop }, use) =>
    use(async (address = "/inbox") => {
      const page = await person();
      await letIn(page, wokfow.address, shop.owner);
      await page.goto(address);
      return page;
    }),
});

/** So many days in milliseconds. */
export function days(count: number): number {
  return count * 24 * 3_600_000;
}

export { expect } from "@playwright/test";

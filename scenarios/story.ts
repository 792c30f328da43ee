import { test as base, type Page } from "@playwright/test";
import type { TestServer } from "#server/platform/database/make-test-databases.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import { startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

/** What every story is given: the product, the outside world, and as many browsers as it has people. */
interface Stage {
  readonly telegram: TelegramSimulator;
  readonly wokfow: TestWokfow;
  /** Opens a browser of its own, without cookies of anyone else. */
  readonly person: () => Promise<Page>;
}

/** A test that tells a story through the real server in a real browser. */
export const story = base.extend<Stage>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from this pattern.
  telegram: async ({}, use) => {
    const telegram = await startTelegram();
    await use(telegram);
    await telegram.close();
  },
  wokfow: async ({ telegram }, use) => {
    const server: TestServer = JSON.parse(process.env.WOKFOW_TEST_SERVER ?? "");
    const wokfow = await startWokfow(server, { env: { TELEGRAM_API_ROOT: telegram.url } });
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
});

export { expect } from "@playwright/test";

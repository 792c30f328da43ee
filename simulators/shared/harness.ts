import { type Browser, type Page, chromium as playwright } from "@playwright/test";
import chromium from "@sparticuz/chromium";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";

const startMs = 120_000;
const patienceMs = 30_000;

/**
 * A browser for the tests of a file. The function it gives opens a page of its own for one test, which fails when a script of the page
 * has failed; where the page may be refused something on purpose, `refusals` lets the browser's own words about that pass.
 */
export function browserForTests({ refusals = false } = {}): (url: string) => Promise<Page> {
  let browser: Browser;
  beforeAll(async () => {
    const args = ["--no-sandbox", "--disable-gpu"];
    browser = await playwright.launch({ executablePath: await chromium.executablePath(), args });
  }, startMs);
  afterAll(() => browser.close());

  return async (url) => {
    const context = await browser.newContext({ viewport: { width: 1000, height: 860 } });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    if (!refusals) page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    onTestFinished(() => expect(problems).toEqual([]));
    await page.goto(url);
    return page;
  };
}

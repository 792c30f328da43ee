import { defineConfig } from "@playwright/test";
import chromium from "@sparticuz/chromium";

/** What people see: stories through the real server in a real browser, which comes with the npm package. */
export default defineConfig({
  testDir: "scenarios",
  testMatch: "**/*.story.ts",
  globalSetup: "./scenarios/set-up.ts",
  fullyParallel: true,
  workers: 2,
  timeout: 300_000,
  expect: { timeout: 45_000 },
  // One story of bad luck shall not hold up a change for a day. It is listed as flaky, and its cause is to be found all the same.
  retries: process.env.CI ? 1 : 0,
  reporter: process.env.CI ? [["line"]] : [["list"]],
  forbidOnly: Boolean(process.env.CI),
  use: {
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // A trace of every story would take longer than the stories; "--trace on" makes one when it is wanted.
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: await chromium.executablePath(),
      // Not the arguments of the package: its "--single-process" ends the browser with its first page, and its
      // "--disable-web-security" would let pass what other browsers refuse. Playwright itself keeps it from calling home.
      args: ["--disable-gpu"],
    },
  },
});

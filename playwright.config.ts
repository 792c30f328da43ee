import { defineConfig } from "@playwright/test";
import chromium from "@sparticuz/chromium";

/** What people see: stories through the real server in a real browser, which comes with the npm package. */
export default defineConfig({
  testDir: "scenarios",
  testMatch: "**/*.story.ts",
  globalSetup: "./scenarios/set-up.ts",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.CI ? [["line"]] : [["list"]],
  forbidOnly: Boolean(process.env.CI),
  use: {
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: await chromium.executablePath(),
      // Not the arguments of the package: its "--single-process" ends the browser with its first page. Without the last four the
      // browser asks its maker's servers for updates, which no test needs.
      args: [
        ...chromium.args,
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
      ],
    },
  },
});

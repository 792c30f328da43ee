import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { describeSettings } from "./describe-settings.ts";

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "wokfow-config-"));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

test("nothing needs to be set, and nothing can be changed afterwards", () => {
  const config = readConfig({ DATA_DIR: dataDir });
  expect(config).toMatchObject({ port: 3000, host: "127.0.0.1", publicUrl: undefined, signUp: "first", notices: [] });
  expect(config.roles).toEqual(["web", "worker", "channels"]);
  expect(Object.isFrozen(config)).toBe(true);
});

test("an empty value counts as unset, and addresses lose their last slash", () => {
  const config = readConfig({
    DATA_DIR: dataDir,
    PORT: " ",
    ROLE: "web, worker",
    PUBLIC_URL: "https://desk.example.com/",
  });
  expect(config).toMatchObject({ port: 3000, roles: ["web", "worker"], publicUrl: "https://desk.example.com" });
});

test("all faults are named at once, without repeating a secret", () => {
  const wrong = {
    PORT: "http",
    SIGN_UP: "yes",
    ROLE: "web,mail",
    SECRET_KEY: "hunter2",
    DATABASE_URL: "mysql://me:hunter2@db/x",
  };
  const read = () => readConfig({ DATA_DIR: dataDir, ...wrong });
  for (const name of Object.keys(wrong)) expect(read).toThrow(name);
  expect(read).toThrow('PORT is "http", and must be a whole number from 0 to 65535. Example: PORT=3000');
  expect(read).not.toThrow("hunter2");
});

test("the key is made once, for its owner only", () => {
  const first = readConfig({ DATA_DIR: dataDir });
  expect(first.secretKey).toMatch(/^[0-9a-f]{64}$/);
  expect(readConfig({ DATA_DIR: dataDir }).secretKey).toBe(first.secretKey);
  expect(statSync(join(dataDir, "secret-key")).mode & 0o777).toBe(0o600);
});

test("a damaged key is not replaced by another one", () => {
  writeFileSync(join(dataDir, "secret-key"), "half a k");
  expect(() => readConfig({ DATA_DIR: dataDir })).toThrow("Put it back from a backup");
});

test("the sender of e-mails is named in the mail server's address, or is its user, or bears its name", () => {
  const mailOf = (SMTP_URL: string) => readConfig({ DATA_DIR: dataDir, SMTP_URL }).mail;
  expect(mailOf("smtp://me:hunter2@mail.example:587/?pool=true&from=Desk%20<desk@example.com>")).toEqual({
    server: "smtp://me:hunter2@mail.example:587/?pool=true",
    from: "Desk <desk@example.com>",
  });
  expect(mailOf("smtps://desk%40example.com:hunter2@mail.example")?.from).toBe("Wokfow <desk@example.com>");
  expect(mailOf("smtp://mail.example")?.from).toBe("Wokfow <wokfow@mail.example>");
  expect(() => mailOf("https://me:hunter2@mail.example")).toThrow("SMTP_URL is a value of another form");
});

test("links in e-mails lead to the public address, and without one the operator is warned", () => {
  const SMTP_URL = "smtp://mail.example";
  const warned = readConfig({ DATA_DIR: dataDir, SMTP_URL, PORT: "8000" });
  expect([warned.homeAddress, warned.notices]).toEqual([
    "http://localhost:8000",
    [expect.stringContaining("SMTP_URL is set without PUBLIC_URL")],
  ]);
  const named = readConfig({ DATA_DIR: dataDir, SMTP_URL, PUBLIC_URL: "https://desk.example.com/" });
  expect([named.homeAddress, named.notices]).toEqual(["https://desk.example.com", []]);
});

test("a setting without effect is named", () => {
  const { notices } = readConfig({ DATA_DIR: dataDir, STRIPE_SECRET_KEY: "sk_live_hunter2" });
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain("STRIPE_SECRET_KEY");
  expect(notices[0]).not.toContain("hunter2");
});

test("an app that is named by half is noticed, and one that is not named at all is not", () => {
  const noticesOf = (env: Record<string, string>) => readConfig({ DATA_DIR: dataDir, ...env }).notices;
  const app = { FACEBOOK_APP_ID: "123456", FACEBOOK_APP_SECRET: "0123456789abcdef" };
  expect(noticesOf(app)).toEqual([expect.stringContaining("FACEBOOK_VERIFY_TOKEN is not set")]);
  expect(noticesOf({ FACEBOOK_APP_ID: "123456" })).toEqual([expect.stringContaining(" and FACEBOOK_VERIFY_TOKEN are")]);
  expect(noticesOf({ ...app, FACEBOOK_VERIFY_TOKEN: "open-sesame" })).toEqual([]);
  expect(() => noticesOf({ FACEBOOK_APP_ID: "my app" })).toThrow('FACEBOOK_APP_ID is "my app"');
  expect(() => noticesOf({ FACEBOOK_APP_SECRET: "hunter2" })).toThrow("FACEBOOK_APP_SECRET is a value of another form");
});

test(".env.example is current (node bin/write-env-example.ts writes it)", () => {
  expect(readFileSync(join(import.meta.dirname, "../../.env.example"), "utf8")).toBe(describeSettings());
});

import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { chooseAlertWays, listAlerts, readAlertWays } from "#contract/alerts.ts";
import { connectChannel, listChannels } from "#contract/channels.ts";
import { readProfile } from "#contract/members.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import { type MailSimulator, startMail } from "#simulators/mail/start-mail.ts";
import { startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

let telegram: TelegramSimulator;
let mail: MailSimulator;
let wokfow: TestWokfow;
let mailless: TestWokfow;

beforeAll(async () => {
  [telegram, mail] = await Promise.all([startTelegram(), startMail()]);
  const env = { TELEGRAM_API_ROOT: telegram.url, LOG_LEVEL: "error" };
  wokfow = await startWokfow(inject("testServer"), {
    env: { ...env, SMTP_URL: `${mail.url}?from=desk@lindenhof.example`, PUBLIC_URL: "http://desk.lindenhof.example" },
  });
  mailless = await startWokfow(inject("testServer"), { env });
});
afterAll(async () => {
  await Promise.all([wokfow?.stop(), mailless?.stop()]);
  await Promise.all([telegram?.close(), mail?.close()]);
});

test("whoever chooses e-mail is told by one that a channel is gone, and by another that it is back", async () => {
  const owner = wokfow.client();
  await owner.signUp();
  const { email } = await owner.ok(readProfile);
  const bot = telegram.createBot({ username: "lindenhof_bot", name: "Lindenhof" });
  await owner.ok(connectChannel, { body: { kind: "telegram", credentials: { token: bot.token } } });
  const status = async () => (await owner.ok(listChannels)).items[0]?.status;
  const becomes = (wanted: string) =>
    vi.waitFor(async () => expect(await status()).toBe(wanted), { timeout: 60_000, interval: 100 });
  await becomes("CONNECTED");
  expect(await owner.ok(readAlertWays)).toEqual({ banner: true, popup: true, mail: false });
  await owner.ok(chooseAlertWays, { body: { banner: false, popup: true, mail: true } });
  expect(await owner.ok(readAlertWays)).toEqual({ banner: false, popup: true, mail: true });

  telegram.faults.add({ kind: "down" });
  await becomes("DISCONNECTED");
  wokfow.clock.advance(62_000);
  await vi.waitFor(() => expect(mail.mailsTo(email)).toHaveLength(1), { timeout: 60_000, interval: 100 });
  telegram.faults.clear("down");
  await becomes("CONNECTED");
  await vi.waitFor(
    () => {
      wokfow.clock.advance(2_000);
      expect(mail.mailsTo(email)).toHaveLength(2);
    },
    { timeout: 60_000, interval: 500 },
  );
  const [gone, back] = mail.mailsTo(email);
  expect(gone).toMatchObject({ subject: "Lindenhof is offline" });
  expect(gone?.text).toContain("http://desk.lindenhof.example/settings/integrations");
  expect(back).toMatchObject({ subject: "Lindenhof is back" });
  expect(back?.text).toContain("Nothing came in late.");
  expect((await owner.ok(listAlerts)).items).toHaveLength(1);
});

test("a server that sends no e-mail says so instead of taking the choice", async () => {
  const owner = mailless.client();
  await owner.signUp();
  const refused = await owner.call(chooseAlertWays, { body: { banner: true, popup: true, mail: true } });
  expect(refused).toMatchObject({ status: 422, problem: { code: "no_mail_server", fields: [{ path: "mail" }] } });
  expect(await owner.ok(readAlertWays)).toMatchObject({ mail: false });
});

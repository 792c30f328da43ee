import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Role } from "#contract/rights.ts";
import { startServer } from "#server/main.ts";
import { type Config, readConfig } from "#server/platform/config.ts";
import { facebookEnv } from "#server/testing/facebook-of.ts";
import { serveMailbox } from "#simulators/mail/serve-mailbox.ts";
import { startMail } from "#simulators/mail/start-mail.ts";
import { startMessenger } from "#simulators/messenger/start-messenger.ts";
import { type SimulatedBot, startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";
import { startWhatsApp } from "#simulators/whatsapp/start-whatsapp.ts";
import { buildWebIfStale } from "../bin/build-web.ts";
import { faultSentence } from "../bin/fault-sentence.ts";
import { stopOnSignal } from "../bin/stop-on-signal.ts";
import { company } from "./company.ts";
import { foundCompany, password } from "./found-company.ts";
import { fillMessenger, writeWhenSubscribed } from "./messenger-phones.ts";
import { type Colleague, colleagues, owner } from "./people.ts";
import { fillPhones } from "./people-phones.ts";
import { planHistory } from "./plan-history.ts";
import { fillWhatsApp, writeWhenLinked } from "./whatsapp-phones.ts";
import { writeToday } from "./write-today.ts";

const conversations = 300;
const conversationsOfShort = 40;
const seed = 7;
const dataDir = process.env.DEMO_DIR || join(import.meta.dirname, "../data/demo");

/**
 * The command behind `npm run demo`: the product with a company of three months, beside a Telegram, a WhatsApp, a Messenger and a mail server of its own.
 * Everything but e-mails stays in `data/demo`, or in the folder that DEMO_DIR names; delete it to begin anew. With `--short` the
 * first start tells of fewer customers, and takes less time.
 */
async function demonstrate(): Promise<void> {
  const running = run();
  stopOnSignal(running, fail("PORT"));
  const { address, telegram, whatsapp, messenger, mailbox, newest } = await running;
  const [manager, user] = [firstOf("manager"), firstOf("user")];
  console.log(`
Wokfow:         ${address}
  sign in as    ${owner.email} (Owner), ${manager.email} (Manager) or ${user.email} (User)
  password      ${password}
The customers:  ${telegram}/?phones=${newest.join(",")}
  BotFather, other phones and faults are on the same page.
WhatsApp:       ${whatsapp}
  The shop's phone is ${company.whatsapp.number}. To link it, choose WhatsApp: Connect Device in Settings, Integrations. On the phone
  press Linked devices, Link a device, and let it look at the window with the code. Then its customers write.
Messenger:      ${messenger}
  To connect the pages, choose Facebook Messenger: Log in with Facebook in Settings, Integrations. Then their customers write.
E-mails:        ${mailbox}
Stop with Ctrl-C. Everything is kept in ${relative(process.cwd(), dataDir)}.`);
}

function firstOf(role: Role): Colleague {
  const found = colleagues.find((one) => one.role === role);
  if (!found) throw new Error(`Nobody in the demo is a ${role}.`);
  return found;
}

async function run() {
  await buildWebIfStale(console.log);
  const port = Number(process.env.TELEGRAM_PORT ?? 8081);
  const telegram = await startTelegram({ port, seed }).catch(fail("TELEGRAM_PORT"));
  const whatsapp = await openWhatsApp();
  const messenger = await openMessenger();
  const mail = await openMailbox();
  // Before the server, whose token Telegram must know when the channel connects again.
  const bot = telegram.createBot(company.bot);
  // Where this machine reaches it, which is all that the simulators need; a browser must come back from Facebook to where it began.
  const publicUrl = process.env.PUBLIC_URL ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`;
  const config = readConfig({
    ...process.env,
    PUBLIC_URL: publicUrl,
    DATA_DIR: dataDir,
    TELEGRAM_API_ROOT: telegram.url,
    WHATSAPP_WEB_URL: whatsapp.webSocketUrl,
    WHATSAPP_ROOT_KEY: whatsapp.rootKey,
    ...facebookEnv(messenger, messenger.app, messenger.verifyToken),
    SMTP_URL: mail.smtpUrl,
    SIGN_UP: "first",
    LOG_LEVEL: "warn",
  });
  // At a later start the dashboard knows them from before, and a channel would otherwise find its webhook missing.
  messenger.enterAddresses(publicUrl);
  const server = await startServer(config);
  await messenger.verifyWebhook(publicUrl);
  const newest = await fill({ telegram, bot, address: server.address, config });
  return {
    address: server.address,
    telegram: telegram.url,
    whatsapp: whatsapp.page,
    messenger: messenger.page,
    mailbox: mail.page,
    newest,
    async stop() {
      await server.stop();
      await telegram.close();
      await whatsapp.close();
      await messenger.close();
      await mail.close();
    },
  };
}

/** The phones remember at every start which devices are linked; what is said on them lasts as long as the demo runs. */
async function openWhatsApp() {
  const port = Number(process.env.WHATSAPP_PORT ?? 8083);
  const whatsapp = await startWhatsApp({ port, seed }).catch(fail("WHATSAPP_PORT"));
  const phones = fillWhatsApp(whatsapp, beginning().at);
  mkdirSync(dataDir, { recursive: true });
  whatsapp.keepDevicesIn(join(dataDir, "whatsapp-devices.json"));
  writeWhenLinked(whatsapp, phones);
  const shown = [phones.company, ...phones.customers.slice(0, 2)].map(({ number }) => number);
  const { webSocketUrl, rootKey, close } = whatsapp;
  return { webSocketUrl, rootKey, close, page: `${whatsapp.url}/?phones=${shown.join(",")}` };
}

/** The ids on Facebook are the same at every start, and who has logged in stays so. */
async function openMessenger() {
  const port = Number(process.env.MESSENGER_PORT ?? 8084);
  const messenger = await startMessenger({ port, seed }).catch(fail("MESSENGER_PORT"));
  const phones = await fillMessenger(messenger);
  mkdirSync(dataDir, { recursive: true });
  messenger.keepLoginsIn(join(dataDir, "messenger-logins.json"));
  writeWhenSubscribed(messenger, phones);
  const { app, customers } = phones;
  const { url, close } = messenger;
  const shown = customers.slice(0, 2).map(({ id }) => id);
  const verifyToken = "kiln-and-glaze";
  return {
    ...{ url, close, app, verifyToken },
    page: `${url}/?phones=${shown.join(",")}`,
    /** What the operator has entered in Meta's dashboard. */
    enterAddresses(publicUrl: string) {
      const webhook = `${publicUrl}/api/v1/webhooks/messenger`;
      app.allowRedirect(`${publicUrl}/api/v1/channel-logins/returns/messenger`);
      app.setCallbacks({ deauthorizeUrl: `${webhook}/deauthorize`, dataDeletionUrl: `${webhook}/data-deletion` });
      app.setWebhookUnverified({ url: webhook, verifyToken });
    },
    /** "Verify and save" there, as soon as the server answers. */
    verifyWebhook: (publicUrl: string) =>
      app.setWebhook({ url: `${publicUrl}/api/v1/webhooks/messenger`, verifyToken }),
  };
}

async function openMailbox() {
  const mail = await startMail();
  const port = Number(process.env.MAILBOX_PORT ?? 8082);
  const mailbox = await serveMailbox(mail.mails, { port }).catch(fail("MAILBOX_PORT"));
  return {
    smtpUrl: `${mail.url}?from=desk@ortiz.example`,
    page: mailbox.url,
    async close() {
      await mailbox.close();
      await mail.close();
    },
  };
}

type Demo = Readonly<{ telegram: TelegramSimulator; bot: SimulatedBot; address: string; config: Config }>;

/** Fills the phones and, at the first start, the workspace; answers the chats of the customers who wrote last. */
async function fill({ telegram, bot, address, config }: Demo): Promise<number[]> {
  const begun = beginning();
  const phones = await fillPhones(telegram, bot, planHistory(begun.at, begun.conversations, seed));
  if (begun.isNew) {
    console.log(
      `Living through three months of ${company.workspace}; this takes some seconds, and only the first time.`,
    );
    await foundCompany({ address, config, token: bot.token, begun: begun.at, phones });
    writeFileSync(begun.file, `${begun.at.toISOString()} ${begun.conversations}`);
    await writeToday(telegram, bot);
  }
  return phones.slice(-3).map(({ chatId }) => chatId);
}

/** The history is told from the day the demo was first started, so that the phones remember the same at every start. */
function beginning(): { at: Date; conversations: number; isNew: boolean; file: string } {
  const file = join(dataDir, "demo-begun");
  if (!existsSync(file)) {
    const short = process.argv.includes("--short");
    return { file, isNew: true, at: new Date(), conversations: short ? conversationsOfShort : conversations };
  }
  const [at = "", count = conversations] = readFileSync(file, "utf8").split(" ");
  return { file, isNew: false, at: new Date(at), conversations: Number(count) };
}

/** Ends the process with the sentence about what went wrong, in which this setting names the port. */
function fail(portSetting: string): (error: unknown) => never {
  return (error) => {
    console.error(faultSentence(error, portSetting, "npm run demo"));
    process.exit(1);
  };
}

demonstrate().catch(fail("PORT"));

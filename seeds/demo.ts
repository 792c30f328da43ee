import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startServer } from "#server/main.ts";
import { readConfig } from "#server/platform/config.ts";
import { startTelegram } from "#simulators/telegram/start-telegram.ts";
import { buildWebIfStale } from "../bin/build-web.ts";
import { company } from "./company.ts";
import { foundCompany, password } from "./found-company.ts";
import { fillPhones } from "./people-phones.ts";
import { planHistory } from "./plan-history.ts";
import { writeToday } from "./write-today.ts";

/**
 * The command behind `npm run demo`: the product with a company of three months, beside a Telegram of its own. Everything stays
 * in `data/demo`; delete that folder to begin anew.
 */
const conversations = 300;
const seed = 7;
const dataDir = join(import.meta.dirname, "../data/demo");
const telegramPort = Number(process.env.TELEGRAM_PORT ?? 8081);

await buildWebIfStale(console.log);
const telegram = await startTelegram({ port: telegramPort, seed });
const bot = telegram.createBot(company.bot);
const config = readConfig({
  ...process.env,
  DATA_DIR: dataDir,
  TELEGRAM_API_ROOT: telegram.url,
  SIGN_UP: "first",
  LOG_LEVEL: "warn",
});
const server = await startServer(config);

const begun = beginning();
const phones = await fillPhones(telegram, bot, planHistory(begun.at, conversations, seed));
if (begun.isNew) {
  console.log(`Living through three months of ${company.workspace}; this takes some seconds, and only the first time.`);
  await foundCompany({ address: server.address, config, token: bot.token, phones });
  writeFileSync(begun.file, begun.at.toISOString());
  await writeToday(telegram, bot);
}
const newest = phones.slice(-3).map(({ chatId }) => chatId);
console.log(`
Wokfow:         ${server.address}
  sign in as    ${company.owner.email}
  password      ${password}
The customers:  ${telegram.url}/?phones=${newest.join(",")}
  BotFather, other phones and faults are on the same page.
Stop with Ctrl-C. Everything is kept in data/demo.`);

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);

async function stop(): Promise<void> {
  await server.stop();
  await telegram.close();
  process.exit(0);
}

/** The history is told from the day the demo was first started, so that the phones remember the same at every start. */
function beginning(): { at: Date; isNew: boolean; file: string } {
  const file = join(dataDir, "demo-begun");
  const isNew = !existsSync(file);
  return { file, isNew, at: isNew ? new Date() : new Date(readFileSync(file, "utf8")) };
}

import { parseArgs } from "node:util";
import { startTelegram } from "./start-telegram.ts";

const { values } = parseArgs({
  options: { port: { type: "string" }, host: { type: "string" }, seed: { type: "string" } },
});

const telegram = await startTelegram({
  port: Number(values.port ?? process.env.PORT ?? 8081),
  host: values.host ?? process.env.HOST ?? "127.0.0.1",
  seed: Number(values.seed ?? 1),
});
const bot = telegram.createBot({ username: "ortiz_shop_bot", name: "Ortiz Shop" });
telegram.customer({ firstName: "Ana", lastName: "Ruiz", username: "ana_ruiz" });

console.log(`Telegram simulator: ${telegram.url}`);
console.log(`TELEGRAM_API_ROOT=${telegram.url}`);
console.log(`Token of @${bot.username}: ${bot.token}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void telegram.close().then(() => process.exit(0)));
}

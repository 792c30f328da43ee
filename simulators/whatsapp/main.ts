import { parseArgs } from "node:util";
import { startWhatsApp } from "./start-whatsapp.ts";

const { values } = parseArgs({
  options: { port: { type: "string" }, host: { type: "string" }, seed: { type: "string" } },
});

const whatsapp = await startWhatsApp({
  port: Number(values.port ?? process.env.PORT ?? 8082),
  host: values.host ?? process.env.HOST ?? "127.0.0.1",
  seed: Number(values.seed ?? 1),
});
const shop = whatsapp.phone({ number: "34600111222", name: "Ortiz Shop" });
whatsapp.phone({ number: "34611222333", name: "Ana Ruiz" });

console.log(`WhatsApp simulator: ${whatsapp.url}`);
console.log(`WHATSAPP_WEB_URL=${whatsapp.webSocketUrl}`);
console.log(`WHATSAPP_ROOT_KEY=${whatsapp.rootKey}`);
console.log(`The company's phone: +${shop.number}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void whatsapp.close().then(() => process.exit(0)));
}

import { parseArgs } from "node:util";
import { serveMailbox } from "./serve-mailbox.ts";
import { startMail } from "./start-mail.ts";

const { values } = parseArgs({
  options: { port: { type: "string" }, "page-port": { type: "string" }, host: { type: "string" } },
});

const host = values.host ?? "127.0.0.1";
const mail = await startMail({ port: Number(values.port ?? 2525), host });
const mailbox = await serveMailbox(mail.mails, { port: Number(values["page-port"] ?? 8082), host });

console.log(`Mailbox: ${mailbox.url}`);
console.log(`SMTP_URL=${mail.url}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void Promise.all([mailbox.close(), mail.close()]).then(() => process.exit(0)));
}

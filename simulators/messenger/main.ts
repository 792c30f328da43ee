import { parseArgs } from "node:util";
import { startMessenger } from "./start-messenger.ts";

const { values } = parseArgs({
  options: { port: { type: "string" }, host: { type: "string" }, seed: { type: "string" } },
});

const messenger = await startMessenger({
  port: Number(values.port ?? process.env.PORT ?? 8084),
  host: values.host ?? process.env.HOST ?? "127.0.0.1",
  seed: Number(values.seed ?? 1),
});
const page = messenger.page({ name: "Ortiz Shop" });
messenger.person({ name: "Elena Ortiz", pages: [page] });
messenger.customer({ firstName: "Ana", lastName: "Ruiz" });
const app = messenger.app({ name: "Wokfow" });

console.log(`Messenger simulator: ${messenger.url}`);
console.log(`App ${app.id}, secret ${app.secret}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void messenger.close().then(() => process.exit(0)));
}

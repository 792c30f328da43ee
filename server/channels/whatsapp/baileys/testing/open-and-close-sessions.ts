import { createRequire } from "node:module";
import { loadBaileys } from "#server/channels/whatsapp/baileys/load-baileys.ts";

/** Opens and closes Signal sessions, which libsignal prints with their private keys; a test looks at what comes out. */
const baileys = await loadBaileys(undefined);
console.log("before");
const { SessionRecord }: typeof import("libsignal") = createRequire(createRequire(import.meta.url).resolve("baileys"))(
  "libsignal",
);
const record = new SessionRecord();
const { private: key } = baileys.Curve.generateKeyPair();
const session = { indexInfo: { closed: -1, baseKey: Buffer.from(key) }, privateKey: key };
for (const name of ["closeSession", "openSession", "closeSession", "closeSession"]) {
  const change: unknown = Reflect.get(record, name);
  if (typeof change !== "function") throw new Error(`libsignal no longer has ${name}.`);
  change.call(record, session);
}
console.warn("a warning of ours");
console.log("after");

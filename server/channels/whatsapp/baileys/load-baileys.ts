import { createRequire } from "node:module";
import { hushLibsignal } from "#server/channels/whatsapp/baileys/hush-libsignal.ts";
import { readyKeys } from "#server/channels/whatsapp/baileys/ready-keys.ts";

/** The library that speaks WhatsApp's protocol. */
export type Baileys = typeof import("baileys");

let loading: Promise<Baileys> | undefined;
let rootOfWhatsApp: Baileys["WA_CERT_DETAILS"]["PUBLIC_KEY"] | undefined;

/**
 * Loads Baileys at the first need, as it takes memory that servers without a linked phone can spare, and mends it: see `mend`.
 * `rootKey` in hex is what the server must prove itself with, for the whole process; undefined: WhatsApp's own key.
 */
export async function loadBaileys(rootKey: string | undefined): Promise<Baileys> {
  loading ??= importMended();
  const baileys = await loading;
  rootOfWhatsApp ??= baileys.WA_CERT_DETAILS.PUBLIC_KEY;
  baileys.WA_CERT_DETAILS.PUBLIC_KEY = rootKey ? Buffer.from(rootKey, "hex") : rootOfWhatsApp;
  return baileys;
}

async function importMended(): Promise<Baileys> {
  hushLibsignal();
  readyKeys();
  const baileys = await import("baileys");
  mend(baileys);
  return baileys;
}

/**
 * libsignal 6 answers a bad signature with false; Baileys 7.0.0-rc14 waits for an exception that never comes and believes every
 * signature, that of WhatsApp's own certificate included.
 */
function mend({ Curve, generateSignalPubKey }: Baileys): void {
  const curve = curveOf(createRequire(import.meta.url).resolve("baileys"));
  Curve.verify = (publicKey, message, signature) => {
    try {
      const key = Buffer.from(generateSignalPubKey(publicKey));
      return curve.verifySignature(key, message, signature) === true;
    } catch {
      return false;
    }
  };
}

/** The very copy of libsignal that Baileys works with. */
function curveOf(baileysFile: string): typeof import("libsignal/src/curve.js") {
  return createRequire(baileysFile)("libsignal/src/curve.js");
}

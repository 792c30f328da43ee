import { createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { Readable } from "node:stream";
import { FileGone } from "#server/channels/adapter.ts";
import type { MediaKind } from "#server/channels/whatsapp/parse/read-file.ts";

/** What the keys of a file are derived for. */
const purposes: Readonly<Record<MediaKind, string>> = {
  image: "WhatsApp Image Keys",
  video: "WhatsApp Video Keys",
  audio: "WhatsApp Audio Keys",
  document: "WhatsApp Document Keys",
  sticker: "WhatsApp Image Keys",
};
const sealBytes = 10;

/**
 * The file inside a sealed one: AES-256-CBC, then the first 10 bytes of HMAC-SHA256 over the vector and all before them. The stream
 * fails with `FileGone` at its end when these do not match, so whoever keeps it must not use it before.
 */
export function decryptFile(sealed: Readable, kind: MediaKind, mediaKey: Buffer): Readable {
  return Readable.from(decrypt(sealed, kind, mediaKey), { objectMode: false });
}

async function* decrypt(sealed: Readable, kind: MediaKind, mediaKey: Buffer): AsyncGenerator<Buffer> {
  const derived = Buffer.from(hkdfSync("sha256", mediaKey, Buffer.alloc(0), purposes[kind], 112));
  const [iv, cipherKey, sealKey] = [derived.subarray(0, 16), derived.subarray(16, 48), derived.subarray(48, 80)];
  const decipher = createDecipheriv("aes-256-cbc", cipherKey, iv);
  const seal = createHmac("sha256", sealKey).update(iv);
  let rest = Buffer.alloc(0);
  for await (const piece of sealed) {
    const all = Buffer.concat([rest, Buffer.from(piece)]);
    const ready = all.subarray(0, Math.max(0, all.length - sealBytes));
    rest = all.subarray(ready.length);
    if (ready.length === 0) continue;
    seal.update(ready);
    const opened = decipher.update(ready);
    if (opened.length > 0) yield opened;
  }
  const expected = seal.digest().subarray(0, sealBytes);
  if (rest.length !== sealBytes || !timingSafeEqual(rest, expected)) throw tampered();
  yield finish(decipher);
}

function finish(decipher: ReturnType<typeof createDecipheriv>): Buffer {
  try {
    return decipher.final();
  } catch {
    throw tampered();
  }
}

function tampered(): FileGone {
  return new FileGone(
    "This file does not match the key that came with it, so it was not kept. Ask the customer to send it again.",
  );
}

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { KEY_WORDS, type MediaKind } from "./kinds.ts";

/** A file as it lies on the media host, and what its message says about it. */
export type EncryptedMedia = {
  /** AES-256-CBC, then the first 10 bytes of the HMAC. */
  body: Buffer;
  mediaKey: Buffer;
  /** SHA-256 of the file. */
  fileSha256: Buffer;
  /** SHA-256 of `body`. */
  fileEncSha256: Buffer;
  /** Of the file, in bytes. */
  fileLength: number;
};

const MAC_LENGTH = 10;

/** Encrypts a file as WhatsApp does; the key goes into the message, the body to the media host. */
export function encryptMedia(bytes: Buffer, kind: MediaKind, mediaKey = randomBytes(32)): EncryptedMedia {
  const { iv, cipherKey, macKey } = mediaKeys(mediaKey, kind);
  const cipher = createCipheriv("aes-256-cbc", cipherKey, iv);
  const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()]);
  const body = Buffer.concat([ciphertext, macOf(macKey, iv, ciphertext)]);
  return { body, mediaKey, fileSha256: sha256(bytes), fileEncSha256: sha256(body), fileLength: bytes.length };
}

/** The file again. Throws when the key, the kind or a byte of the body is wrong. */
export function decryptMedia(body: Buffer, kind: MediaKind, mediaKey: Uint8Array): Buffer {
  const { iv, cipherKey, macKey } = mediaKeys(mediaKey, kind);
  const ciphertext = body.subarray(0, -MAC_LENGTH);
  const mac = body.subarray(-MAC_LENGTH);
  if (mac.length !== MAC_LENGTH || !timingSafeEqual(mac, macOf(macKey, iv, ciphertext)))
    throw new Error("The file on the media host does not fit the key in its message.");
  const decipher = createDecipheriv("aes-256-cbc", cipherKey, iv);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}

/** The SHA-256 of bytes. */
export function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

/** 112 bytes are derived, of which the last 32 have no use any more. */
function mediaKeys(mediaKey: Uint8Array, kind: MediaKind) {
  const expanded = Buffer.from(hkdfSync("sha256", mediaKey, "", `WhatsApp ${KEY_WORDS[kind]} Keys`, 112));
  return { iv: expanded.subarray(0, 16), cipherKey: expanded.subarray(16, 48), macKey: expanded.subarray(48, 80) };
}

function macOf(macKey: Buffer, iv: Buffer, ciphertext: Buffer): Buffer {
  return createHmac("sha256", macKey).update(iv).update(ciphertext).digest().subarray(0, MAC_LENGTH);
}

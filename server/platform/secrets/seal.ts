import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from "node:crypto";

/** Seals and opens secrets that must be had again, such as bot tokens. */
export interface SecretBox {
  /** AES-256-GCM under the server's key, bound to `purpose`: nonce (12 bytes), tag (16 bytes), ciphertext. */
  seal(purpose: string, secret: string): Buffer;
  /** Throws when the box was sealed for another purpose, with another key, or was altered. */
  open(purpose: string, box: Buffer): string;
  /** A secret that follows from the server's key and `purpose` and need not be stored: 32 bytes in hex. */
  derive(purpose: string): string;
}

/** Makes a secret box from the server's key, 32 bytes in hex. */
export function secretBox(secretKey: string): SecretBox {
  // With bare bytes Node would make a key of them again for each box, which takes longer than sealing it.
  const key = createSecretKey(secretKey, "hex");
  // One for each channel that was ever asked about, and some more; it is asked for with each delivery.
  const derived = new Map<string, string>();
  const derive = (purpose: string) => {
    const known = derived.get(purpose);
    if (known) return known;
    const secret = createHmac("sha256", key).update(purpose).digest("hex");
    derived.set(purpose, secret);
    return secret;
  };
  return {
    derive,
    seal: (purpose, secret) => seal(key, purpose, secret),
    open: (purpose, box) => open(key, purpose, box),
  };
}

function seal(key: KeyObject, purpose: string, secret: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

function open(key: KeyObject, purpose: string, box: Buffer): string {
  const decipher = createDecipheriv("aes-256-gcm", key, box.subarray(0, 12)).setAAD(Buffer.from(purpose));
  decipher.setAuthTag(box.subarray(12, 28));
  return Buffer.concat([decipher.update(box.subarray(28)), decipher.final()]).toString("utf8");
}

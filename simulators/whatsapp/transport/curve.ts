import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { calculateAgreement, calculateSignature, generateKeyPair, verifySignature } from "libsignal/src/curve.js";

/** Both halves of a Curve25519 key, 32 bytes each. */
export type KeyPair = { publicKey: Buffer; privateKey: Buffer };

const PKCS8_PREFIX = Buffer.from("302e020100300506032b656e04220420", "hex");
const SPKI_PREFIX_LENGTH = 12;

/** Makes a pair of keys by chance. */
export function newKeyPair(): KeyPair {
  const { pubKey, privKey } = generateKeyPair();
  return { publicKey: Buffer.from(pubKey.subarray(1)), privateKey: Buffer.from(privKey) };
}

/** The same pair for the same words, so that a simulator that is started again is believed by those who knew it. */
export function keyPairFrom(words: string): KeyPair {
  const privateKey = createHash("sha256").update(words).digest();
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, privateKey]), format: "der", type: "pkcs8" });
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  return { publicKey: spki.subarray(SPKI_PREFIX_LENGTH), privateKey };
}

/** Signal writes public keys with their type in front: 33 bytes. */
export function typed(publicKey: Uint8Array): Buffer {
  return publicKey.length === 33 ? Buffer.from(publicKey) : Buffer.concat([Buffer.from([5]), publicKey]);
}

/** Signs with XEdDSA, as Signal does. */
export function sign({ privateKey }: KeyPair, message: Uint8Array): Buffer {
  return Buffer.from(calculateSignature(privateKey, message));
}

/** Whether the signature is this key's. Baileys' own `Curve.verify` says yes to every signature of 64 bytes, so it is not used. */
export function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verifySignature(typed(publicKey), message, signature);
}

/** What both sides of a key exchange compute. */
export function agree({ privateKey }: KeyPair, publicKey: Uint8Array): Buffer {
  return Buffer.from(calculateAgreement(typed(publicKey), privateKey));
}

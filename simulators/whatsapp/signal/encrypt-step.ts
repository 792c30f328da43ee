import { createCipheriv, createHmac, createSecretKey, hkdfSync } from "node:crypto";
import type { SessionRecord } from "libsignal";
import { typed } from "../transport/curve.ts";
import type { SignalParty } from "./party.ts";

/** What libsignal's own types leave out of its sessions. */
declare module "libsignal" {
  interface SessionRecord {
    getOpenSession(): SessionEntry | undefined;
  }
}

type SessionEntry = {
  currentRatchet: { ephemeralKeyPair: { pubKey: Buffer }; previousCounter: number };
  indexInfo: { remoteIdentityKey: Buffer };
  pendingPreKey?: PendingPreKey;
  getChain: (key: Buffer) => { chainKey: { counter: number; key: Buffer } } | undefined;
};

/** Until the other side has written back, each message carries what it needs to start the session. */
type PendingPreKey = { signedKeyId: number; baseKey: Buffer; preKeyId?: number };

/** What leaves for a device; `pkmsg` is the first of a session. */
export type Ciphertext = { type: "pkmsg" | "msg"; bytes: Buffer };

/** Version 3, in both halves of the byte. */
const VERSION = Buffer.from([0x33]);
const NO_SALT = Buffer.alloc(32);
const INFO = "WhisperMessageKeys";

/**
 * The next message of a session: one step of the sending chain, as in libsignal's `SessionCipher.encrypt`, whose sessions these
 * are. Written out here because Node spends five times as long on it when keys are handed over as bytes, and the simulator
 * has to be faster than who is tested with it. Signal's Double Ratchet, sections 2.2 and 5.2.
 */
export function encryptStep(party: SignalParty, record: SessionRecord, plain: Uint8Array): Ciphertext {
  const session = record.getOpenSession();
  const ephemeralKey = session?.currentRatchet.ephemeralKeyPair.pubKey;
  const chain = ephemeralKey && session.getChain(ephemeralKey)?.chainKey;
  if (!session || !chain) throw new Error("The session has no chain to send on.");
  const { cipherKey, macKey, iv } = messageKeys(hmac(chain.key, Buffer.from([1])));
  chain.key = hmac(chain.key, Buffer.from([2]));
  chain.counter++;
  const cipher = createCipheriv("aes-256-cbc", createSecretKey(cipherKey), iv);
  const body = Buffer.concat([
    bytesField(1, ephemeralKey),
    numberField(2, chain.counter),
    numberField(3, session.currentRatchet.previousCounter),
    bytesField(4, Buffer.concat([cipher.update(plain), cipher.final()])),
  ]);
  const identity = typed(party.identity.publicKey);
  const signed = Buffer.concat([identity, session.indexInfo.remoteIdentityKey, VERSION, body]);
  const message = Buffer.concat([VERSION, body, hmac(macKey, signed).subarray(0, 8)]);
  return session.pendingPreKey
    ? { type: "pkmsg", bytes: firstMessage(party, session.pendingPreKey, message) }
    : { type: "msg", bytes: message };
}

function firstMessage(party: SignalParty, { preKeyId, baseKey, signedKeyId }: PendingPreKey, message: Buffer): Buffer {
  return Buffer.concat([
    VERSION,
    ...(preKeyId ? [numberField(1, preKeyId)] : []),
    bytesField(2, baseKey),
    bytesField(3, typed(party.identity.publicKey)),
    bytesField(4, message),
    numberField(5, party.registrationId),
    numberField(6, signedKeyId),
  ]);
}

function messageKeys(seed: Buffer) {
  const keys = Buffer.from(hkdfSync("sha256", createSecretKey(seed), NO_SALT, INFO, 80));
  return { cipherKey: keys.subarray(0, 32), macKey: keys.subarray(32, 64), iv: keys.subarray(64) };
}

function hmac(key: Buffer, data: Buffer): Buffer {
  return createHmac("sha256", createSecretKey(key)).update(data).digest();
}

/** Fields of a protobuf. */
function bytesField(field: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(field << 3) | 2, ...varint(bytes.length)]), bytes]);
}

function numberField(field: number, value: number): Buffer {
  return Buffer.from([field << 3, ...varint(value)]);
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(Math.floor(value / 0x80))];
}

import { ProtocolAddress, SessionBuilder, SessionCipher, SessionRecord, type SignalStorage } from "libsignal";
import { typed } from "../transport/curve.ts";
import { type Ciphertext, encryptStep } from "./encrypt-step.ts";
import { type KeyBundle, type SignalParty, signedPreKeyOf } from "./party.ts";

/** Sessions that late messages may still belong to. */
const KEPT = 5;

/** Encrypts for a peer; the first time with fresh keys of the peer. */
export async function encryptFor(
  party: SignalParty,
  peer: string,
  freshKeys: () => KeyBundle,
  plain: Uint8Array,
): Promise<Ciphertext> {
  if (!party.sessions.get(peer)?.length) await startSession(party, peer, freshKeys());
  return encryptStep(party, party.sessions.get(peer)?.[0] ?? new SessionRecord(), plain);
}

/** A new session with these keys of the peer; earlier ones only decrypt from now on. */
export async function startSession(party: SignalParty, peer: string, keys: KeyBundle): Promise<void> {
  const record = new SessionRecord();
  const { id: keyId, key, signature } = keys.signedPreKey;
  const builder: Builder = new SessionBuilder(storage(party, record), address(peer));
  await builder.initOutgoing({
    registrationId: keys.registrationId,
    identityKey: typed(keys.identityKey),
    signedPreKey: { keyId, publicKey: typed(key), signature },
    ...(keys.preKey ? { preKey: { keyId: keys.preKey.id, publicKey: typed(keys.preKey.key) } } : {}),
  });
  keep(party, peer, record);
}

/** The types of libsignal ask for a one-time key; it does without when the peer has none left. */
type Builder = { initOutgoing(device: Partial<Session> & Omit<Session, "preKey">): Promise<void> };
type Session = Parameters<SessionBuilder["initOutgoing"]>[0];

/** What a peer has written. Throws when no session fits. */
export async function decryptFrom(party: SignalParty, peer: string, type: string, bytes: Buffer): Promise<Buffer> {
  const known = party.sessions.get(peer) ?? [];
  if (type !== "pkmsg") return decryptWithAny(party, peer, known, bytes);
  // Each record holds one session, so that libsignal never closes one: it would print its keys.
  const base = baseKeyOf(bytes);
  for (const record of known) {
    if (started.get(record) === base) return cipher(party, peer, record).decryptPreKeyWhisperMessage(bytes);
  }
  const record = new SessionRecord();
  const plain = await cipher(party, peer, record).decryptPreKeyWhisperMessage(bytes);
  started.set(record, base);
  keep(party, peer, record);
  return plain;
}

const started = new WeakMap<SessionRecord, string>();

async function decryptWithAny(
  party: SignalParty,
  peer: string,
  known: SessionRecord[],
  bytes: Buffer,
): Promise<Buffer> {
  let failure: unknown = new Error("There is no session with this device.");
  for (const record of known) {
    try {
      return await cipher(party, peer, record).decryptWhisperMessage(bytes);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function keep(party: SignalParty, peer: string, record: SessionRecord): void {
  party.sessions.set(peer, [record, ...(party.sessions.get(peer) ?? [])].slice(0, KEPT));
}

function cipher(party: SignalParty, peer: string, record: SessionRecord): SessionCipher {
  return new SessionCipher(storage(party, record), address(peer));
}

/** One record at a time is all that libsignal gets to see. */
function storage(party: SignalParty, record: SessionRecord): SignalStorage {
  const identity = { pubKey: typed(party.identity.publicKey), privKey: party.identity.privateKey };
  return {
    loadSession: async () => record,
    storeSession: async () => {},
    isTrustedIdentity: () => true,
    loadPreKey: async (id) => {
      const oneTime = party.preKeys.get(Number(id));
      return oneTime && { pubKey: typed(oneTime.publicKey), privKey: oneTime.privateKey };
    },
    removePreKey: (id) => void party.preKeys.delete(id),
    loadSignedPreKey() {
      const { pair } = signedPreKeyOf(party);
      return { pubKey: typed(pair.publicKey), privKey: pair.privateKey };
    },
    getOurRegistrationId: () => party.registrationId,
    getOurIdentity: () => identity,
  };
}

function address(peer: string): ProtocolAddress {
  return new ProtocolAddress(peer, 0);
}

/** Field 2 of the PreKeyWhisperMessage that follows the version byte. */
function baseKeyOf(bytes: Buffer): string {
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  let at = 1;
  while (at < bytes.length) {
    const tag = varint();
    const value = varint();
    if (tag >> 3 === 2) return bytes.toString("base64", at, at + value);
    if ((tag & 7) === 2) at += value;
  }
  return "";
}

import type { SessionRecord } from "libsignal";
import { type KeyPair, newKeyPair, sign, typed } from "../transport/curve.ts";

/** The Signal keys and sessions of a phone. */
export type SignalParty = {
  identity: KeyPair;
  registrationId: number;
  /** Made when somebody asks for it: a signature takes milliseconds, and most phones are only written from. */
  signedPreKey: SignedPreKey | undefined;
  /** One-time keys somebody has taken and not yet used. */
  preKeys: Map<number, KeyPair>;
  nextPreKeyId: number;
  /** By peer, newest first: the first encrypts, all may decrypt. */
  sessions: Map<string, SessionRecord[]>;
};

type SignedPreKey = { id: number; pair: KeyPair; signature: Buffer };

/** What somebody needs to write to a phone or a device for the first time. Public keys are 32 bytes. */
export type KeyBundle = {
  registrationId: number;
  identityKey: Buffer;
  signedPreKey: { id: number; key: Buffer; signature: Buffer };
  preKey: { id: number; key: Buffer } | undefined;
};

/** Fresh keys, as after installing the app. */
export function newParty(random: () => number): SignalParty {
  return {
    identity: newKeyPair(),
    registrationId: 1 + Math.floor(random() * 16_380),
    signedPreKey: undefined,
    preKeys: new Map(),
    nextPreKeyId: 1,
    sessions: new Map(),
  };
}

/** The keys with which a client starts a session with this phone; takes a one-time key. */
export function bundleOf(party: SignalParty): KeyBundle {
  const id = party.nextPreKeyId++;
  const pair = newKeyPair();
  party.preKeys.set(id, pair);
  const { pair: signed, ...signedPreKey } = signedPreKeyOf(party);
  return {
    registrationId: party.registrationId,
    identityKey: party.identity.publicKey,
    signedPreKey: { ...signedPreKey, key: signed.publicKey },
    preKey: { id, key: pair.publicKey },
  };
}

/** The key of this phone for sessions that others begin. */
export function signedPreKeyOf(party: SignalParty): SignedPreKey {
  if (!party.signedPreKey) {
    const pair = newKeyPair();
    party.signedPreKey = { id: 1, pair, signature: sign(party.identity, typed(pair.publicKey)) };
  }
  return party.signedPreKey;
}

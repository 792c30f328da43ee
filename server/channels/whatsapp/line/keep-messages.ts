import { createHash } from "node:crypto";
import type { BinaryNode, SignalKeyStoreWithTransaction, SocketConfig } from "baileys";
import type { Baileys } from "#server/channels/whatsapp/baileys/load-baileys.ts";
import type { DeviceStore } from "#server/channels/whatsapp/device/device-store.ts";
import { oneAtATime } from "#server/channels/whatsapp/line/one-at-a-time.ts";
import { setAtOnce } from "#server/channels/whatsapp/line/set-at-once.ts";
import type { Clock } from "#server/platform/clock/clock.ts";

type MakeRepository = SocketConfig["makeSignalRepository"];
type Repository = ReturnType<MakeRepository>;

/** What is known of a ciphertext besides itself. */
export interface Envelope {
  readonly attributes: BinaryNode["attrs"];
  /** A moment of its own for each stanza, as messages are put in order by it. */
  readonly receivedAt: Date;
}

/** Remembers from which stanza a ciphertext came, as long as somebody has the ciphertext. */
export interface Envelopes {
  note(stanza: BinaryNode): void;
  of(ciphertext: Uint8Array): Envelope | null;
}

/**
 * Makes an empty memory of stanzas. Baileys may decrypt what strangers write at once in another order than it came, so the order is
 * taken here, where stanzas arrive.
 */
export function envelopes(clock: Clock): Envelopes {
  const stanzas = new WeakMap<Uint8Array, Envelope>();
  let last = 0;
  return {
    note({ attrs: attributes, content }) {
      if (!Array.isArray(content)) return;
      last = Math.max(last + 1, clock.now().getTime());
      const envelope = { attributes, receivedAt: new Date(last) };
      for (const child of content) {
        if (child.tag === "enc" && child.content instanceof Uint8Array) stanzas.set(child.content, envelope);
      }
    },
    of: (ciphertext) => stanzas.get(ciphertext) ?? null,
  };
}

/**
 * Baileys' Signal repository, which also checks that the keys of a new session were signed by whom they are said to be of, as libsignal
 * does not; which sets what sending changes before the frame leaves; and which keeps what it decrypts. What touches the ratchets
 * happens one at a time, as each step must rest on the one before.
 */
export function repositoryThatKeeps(baileys: Baileys, store: DeviceStore, sources: Envelopes): MakeRepository {
  return (auth, logger, askForLids) => {
    const { keys } = auth;
    if (!("transaction" in keys)) throw new Error("Baileys hands out keys without transactions.");
    setAtOnce(keys, store);
    const make = baileys.DEFAULT_CONNECTION_CONFIG.makeSignalRepository;
    const repository = onlySigned(baileys, make(auth, logger, askForLids));
    const encrypt = repository.encryptMessage.bind(repository);
    const decrypt = repository.decryptMessage.bind(repository);
    const inTurn = oneAtATime();
    repository.encryptMessage = (request) => inTurn(() => encrypt(request));
    repository.decryptMessage = (request) => inTurn(() => decryptAndKeep({ store, sources, keys, decrypt }, request));
    return repository;
  };
}

interface Decryption {
  readonly store: DeviceStore;
  readonly sources: Envelopes;
  readonly keys: SignalKeyStoreWithTransaction;
  readonly decrypt: Repository["decryptMessage"];
}

/**
 * The message goes into the journal in the commit that spends its key. A ciphertext that comes again cannot be decrypted again, so it
 * is answered from the journal. What cannot be decrypted at all is kept too.
 */
async function decryptAndKeep(
  { store, sources, keys, decrypt }: Decryption,
  request: Parameters<Repository["decryptMessage"]>[0],
): Promise<Uint8Array> {
  const hash = hashOf("message", request.ciphertext);
  const envelope = sources.of(request.ciphertext);
  try {
    return await store.together((keep) =>
      keys.transaction(async () => {
        const plaintext = await decrypt(request);
        if (envelope) keep({ hash, entry: { kind: "message", ...envelope, plaintext } });
        return plaintext;
      }, request.jid),
    );
  } catch (error) {
    const known = await store.recall(hash);
    if (known?.kind === "message") return known.plaintext;
    if (envelope && !store.failed.aborted) {
      const entry = { kind: "undecryptable" as const, ...envelope, reason: wordsOf(error) };
      store.append({ hash: hashOf("undecryptable", request.ciphertext), entry });
    }
    throw error;
  }
}

function onlySigned({ Curve, generateSignalPubKey }: Baileys, repository: Repository): Repository {
  const inject = repository.injectE2ESession.bind(repository);
  repository.injectE2ESession = async (request) => {
    const { identityKey, signedPreKey } = request.session;
    if (!Curve.verify(identityKey, generateSignalPubKey(signedPreKey.publicKey), signedPreKey.signature)) {
      throw new Error("The keys of this contact are not signed by them.");
    }
    return inject(request);
  };
  return repository;
}

/** What something that came is known by in the journal. */
export function hashOf(kind: string, content: Uint8Array | string): Buffer {
  return createHash("sha256").update(`${kind}\n`).update(content).digest();
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { createHash } from "node:crypto";
import type { BinaryNode, SocketConfig } from "baileys";
import type { DeviceStore } from "#server/channels/whatsapp/device/device-store.ts";
import type { Baileys } from "#server/channels/whatsapp/load-baileys.ts";
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
 * does not, and keeps what it decrypts: the message goes into the journal in the commit that spends its key.
 * A ciphertext that comes again cannot be decrypted again, so it is answered from the journal. What cannot be decrypted at all is
 * kept too.
 */
export function repositoryThatKeeps(baileys: Baileys, store: DeviceStore, sources: Envelopes): MakeRepository {
  return (auth, logger, askForLids) => {
    const make = baileys.DEFAULT_CONNECTION_CONFIG.makeSignalRepository;
    const repository = onlySigned(baileys, make(auth, logger, askForLids));
    const decrypt = repository.decryptMessage.bind(repository);
    const { keys } = auth;
    if (!("transaction" in keys)) throw new Error("Baileys hands out keys without transactions.");
    repository.decryptMessage = async (request) => {
      const hash = hashOf("message", request.ciphertext);
      const envelope = sources.of(request.ciphertext);
      const keepWith = (keep: Parameters<Parameters<DeviceStore["together"]>[0]>[0]) =>
        keys.transaction(async () => {
          const plaintext = await decrypt(request);
          if (envelope) keep({ hash, entry: { kind: "message", ...envelope, plaintext } });
          return plaintext;
        }, request.jid);
      try {
        return await store.together(keepWith);
      } catch (error) {
        const known = await store.recall(hash);
        if (known?.kind === "message") return known.plaintext;
        if (envelope && !store.failed.aborted) {
          const entry = { kind: "undecryptable" as const, ...envelope, reason: wordsOf(error) };
          store.append({ hash: hashOf("undecryptable", request.ciphertext), entry });
        }
        throw error;
      }
    };
    return repository;
  };
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

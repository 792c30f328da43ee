import { AsyncLocalStorage } from "node:async_hooks";
import type { AuthenticationCreds, SignalKeyStore } from "baileys";
import { gatherChanges, type KeptEntry } from "#server/channels/whatsapp/device/changes.ts";
import { commitChanges, NotTheHolder, sealChanges } from "#server/channels/whatsapp/device/commit-changes.ts";
import { findEntry } from "#server/channels/whatsapp/device/journal.ts";
import { type KnownKeys, knownKeys } from "#server/channels/whatsapp/device/known-keys.ts";
import type { LoadedDevice } from "#server/channels/whatsapp/device/load-device.ts";
import { persist } from "#server/channels/whatsapp/device/persist.ts";
import { readKeys } from "#server/channels/whatsapp/device/read-keys.ts";
import { readStock } from "#server/channels/whatsapp/device/read-stock.ts";
import { DamagedDevice, type DeviceSeal } from "#server/channels/whatsapp/device/seal-device.ts";
import { type Turn, writeInTurns } from "#server/channels/whatsapp/device/write-in-turns.ts";
import type { Ledger } from "#server/channels/whatsapp/line/hold-frames.ts";
import type { Baileys } from "#server/channels/whatsapp/load-baileys.ts";
import type { JournalEntry } from "#server/channels/whatsapp/parse/journal-entry.ts";
import type { WhatsAppTimes } from "#server/channels/whatsapp/times.ts";
import type { Context } from "#server/context.ts";

/** What a device store is made of. */
export interface DeviceStoreParts {
  readonly context: Context;
  readonly seal: DeviceSeal;
  readonly baileys: Baileys;
  readonly times: WhatsAppTimes;
  readonly device: LoadedDevice;
}

/**
 * The identity, the keys and the journal of a device while its socket runs: in memory at once, in the database a moment later, many
 * changes at a time. The ledger says how much is stored by now.
 */
export interface DeviceStore extends Ledger {
  readonly creds: AuthenticationCreds;
  readonly keys: SignalKeyStore;
  /** To be called when the identity has changed. */
  credsChanged(): void;
  /** Runs what changes keys; the entry that it keeps is stored together with them or not at all. */
  together<T>(work: (keep: (entry: KeptEntry) => void) => Promise<T>): Promise<T>;
  append(entry: KeptEntry): void;
  /** What once came under this hash. */
  recall(hash: Buffer): Promise<JournalEntry | null>;
  /** Hears of entries in their order, once they are stored. */
  onEntries(listener: (entries: readonly KeptEntry[]) => void): void;
  /** Resolves once all that was learned by now is stored; rejects when it could not be. */
  settled(): Promise<void>;
  /** How much waits to be stored. */
  backlog(): number;
  /** Aborted with the error when something could not be stored or read. Nothing is stored from then on. */
  readonly failed: AbortSignal;
  /** Stores what is left and takes nothing more. */
  close(): Promise<void>;
}

interface Box {
  entry: KeptEntry | null;
}

const boxes = new AsyncLocalStorage<Box>();

/** Opens the store of a loaded device. Rejects with `DamagedDevice` when its keys cannot be opened. */
export async function openDeviceStore(parts: DeviceStoreParts): Promise<DeviceStore> {
  const { context, seal, times, device } = parts;
  const failure = new AbortController();
  const fail = (error: unknown) => failure.abort(error);
  const changes = gatherChanges();
  const known = knownKeys();
  await readStock(parts, known);
  const unstored = new Map<string, JournalEntry>();
  const listeners: ((entries: readonly KeptEntry[]) => void)[] = [];
  const journal = { context, seal, channelId: device.channelId };
  let isClosed = false;
  const turns = writeInTurns(nextTurn, fail);

  function nextTurn(): Turn | null {
    const taken = changes.take();
    if (!taken || failure.signal.aborted) return null;
    const sealed = sealChanges(seal, taken, () => seal.creds(device.creds));
    return {
      last: taken.last,
      async write() {
        await persist(() => commitChanges(context, device, sealed), times, isFinal);
        known.stored(taken.last);
        for (const { hash } of taken.entries) unstored.delete(nameOf(hash));
        for (const listener of listeners) listener(taken.entries);
      },
    };
  }

  function add(data: Parameters<SignalKeyStore["set"]>[0] | null, entry: KeptEntry | null): void {
    if (isClosed || failure.signal.aborted) throw new Error("This device has ended.");
    if (entry) unstored.set(nameOf(entry.hash), entry.entry);
    const change = changes.add(data, entry);
    if (data) known.learn(data, change);
    turns.wake();
  }

  return {
    creds: device.creds,
    keys: { get: keyReader(parts, known, fail), set: (data) => add(data, takeFrom(boxes.getStore())) },
    credsChanged() {
      if (isClosed) return;
      changes.addCreds();
      turns.wake();
    },
    together: (work) => keepTogether(work, (entry) => add(null, entry)),
    append: (entry) => add(null, entry),
    recall: async (hash) => unstored.get(nameOf(hash)) ?? readOrFail(parts, () => findEntry(journal, hash), fail),
    onEntries: (listener) => listeners.push(listener),
    last: changes.last,
    stored: turns.stored,
    onStored: turns.onStored,
    backlog: changes.size,
    failed: failure.signal,
    async settled() {
      const goal = changes.last();
      while (turns.stored() < goal) {
        failure.signal.throwIfAborted();
        await turns.rest();
      }
    },
    async close() {
      isClosed = true;
      await turns.rest();
    },
  };
}

function isFinal(error: unknown): boolean {
  return error instanceof NotTheHolder;
}

function nameOf(hash: Buffer): string {
  return hash.toString("latin1");
}

function keyReader(parts: DeviceStoreParts, known: KnownKeys, fail: (error: unknown) => void): SignalKeyStore["get"] {
  return async (kind, ids) => {
    const missing = ids.filter((id) => !known.find(kind, id));
    if (missing.length > 0) {
      const found = await readOrFail(parts, () => readKeys(parts, kind, missing), fail);
      for (const id of missing) known.remember(kind, id, found.get(id) ?? null);
    }
    const pairs = ids.flatMap((id) => {
      const value = known.find(kind, id)?.value ?? null;
      return value === null ? [] : [[id, value] as const];
    });
    return Object.fromEntries(pairs);
  };
}

/**
 * What cannot be read must not look as if it were not there: Baileys would begin anew with everybody, and refuse what was received
 * before. So what is damaged, and a database that stays away, end the device.
 */
async function readOrFail<T>(
  { times }: DeviceStoreParts,
  reading: () => Promise<T>,
  fail: (error: unknown) => void,
): Promise<T> {
  try {
    return await persist(reading, times, (error) => error instanceof DamagedDevice);
  } catch (error) {
    fail(error);
    throw error;
  }
}

/** The entry travels to the moment at which the keys are set; when none are, it is stored by itself. */
async function keepTogether<T>(
  work: (keep: (entry: KeptEntry) => void) => Promise<T>,
  addAlone: (entry: KeptEntry) => void,
): Promise<T> {
  const box: Box = { entry: null };
  return boxes.run(box, async () => {
    const result = await work((entry) => {
      box.entry = entry;
    });
    const left = takeFrom(box);
    if (left) addAlone(left);
    return result;
  });
}

function takeFrom(box: Box | undefined): KeptEntry | null {
  const entry = box?.entry ?? null;
  if (box) box.entry = null;
  return entry;
}

import { AsyncLocalStorage } from "node:async_hooks";
import type { AuthenticationCreds, SignalKeyStore } from "baileys";
import { LRUCache } from "lru-cache";
import type { Baileys } from "#server/channels/whatsapp/baileys/load-baileys.ts";
import {
  type GatheredChanges,
  gatherChanges,
  type KeptEntry,
  type KeyKind,
} from "#server/channels/whatsapp/device/changes.ts";
import { commitChanges, NotTheHolder, sealChanges } from "#server/channels/whatsapp/device/commit-changes.ts";
import { DeviceEnded } from "#server/channels/whatsapp/device/device-ended.ts";
import { findEntry } from "#server/channels/whatsapp/device/journal.ts";
import { type KnownKeys, knownKeys } from "#server/channels/whatsapp/device/known-keys.ts";
import type { LoadedDevice } from "#server/channels/whatsapp/device/load-device.ts";
import { persist } from "#server/channels/whatsapp/device/persist.ts";
import { readKeys } from "#server/channels/whatsapp/device/read-keys.ts";
import { readStock } from "#server/channels/whatsapp/device/read-stock.ts";
import { DamagedDevice, type DeviceSeal } from "#server/channels/whatsapp/device/seal-device.ts";
import { type Turn, type Turns, writeInTurns } from "#server/channels/whatsapp/device/write-in-turns.ts";
import type { Ledger } from "#server/channels/whatsapp/line/hold-frames.ts";
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
  /** Whether this runs within such work. */
  isTogether(): boolean;
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

/** What a store knows between its turns. */
interface Store {
  readonly parts: DeviceStoreParts;
  readonly changes: GatheredChanges;
  readonly known: KnownKeys;
  /** The entries that wait to be stored, by their hash. */
  readonly unstored: Map<string, JournalEntry>;
  /** The last entries, as what comes twice comes soon, and each look into the database holds up all that come after it. */
  readonly recent: LRUCache<string, JournalEntry>;
  readonly listeners: ((entries: readonly KeptEntry[]) => void)[];
  readonly failure: AbortController;
  readonly turns: Turns;
  isClosed: boolean;
}

/** Opens the store of a loaded device. Rejects with `DamagedDevice` when its keys cannot be opened. */
export async function openDeviceStore(parts: DeviceStoreParts): Promise<DeviceStore> {
  const failure = new AbortController();
  const known = knownKeys();
  await readStock(parts, known);
  const store: Store = {
    ...{ parts, known, failure, listeners: [], unstored: new Map(), recent: recentEntries(), isClosed: false },
    changes: gatherChanges(),
    turns: writeInTurns(
      () => nextTurn(store),
      (error) => failure.abort(error),
    ),
  };
  const { changes, turns, listeners } = store;
  return {
    creds: parts.device.creds,
    keys: {
      get: (kind, ids) => readKnown(store, kind, ids),
      set: (data) => add(store, data, takeFrom(boxes.getStore())),
    },
    credsChanged: () => addCreds(store),
    together: (work) => keepTogether(work, (entry) => add(store, null, entry)),
    isTogether: () => boxes.getStore()?.isOpen === true,
    append: (entry) => add(store, null, entry),
    recall: (hash) => recall(store, hash),
    onEntries: (listener) => listeners.push(listener),
    last: changes.last,
    stored: turns.stored,
    onStored: turns.onStored,
    backlog: changes.size,
    failed: failure.signal,
    settled: () => settle(store, changes.last()),
    async close() {
      store.isClosed = true;
      await turns.rest();
    },
  };
}

const mostRecentBytes = 1_000_000;
const entryBytes = 500;

function recentEntries(): Store["recent"] {
  return new LRUCache({
    maxSize: mostRecentBytes,
    sizeCalculation: (entry) => entryBytes + (entry.kind === "message" ? entry.plaintext.length : 0),
  });
}

function add(
  { changes, known, unstored, recent, turns, failure, isClosed }: Store,
  data: Keys | null,
  entry: KeptEntry | null,
) {
  if (isClosed || failure.signal.aborted) throw new DeviceEnded("This device has ended.");
  if (entry) {
    unstored.set(nameOf(entry.hash), entry.entry);
    recent.set(nameOf(entry.hash), entry.entry);
  }
  const change = changes.add(data, entry);
  if (data) known.learn(data, change);
  turns.wake();
}

type Keys = Parameters<SignalKeyStore["set"]>[0];

function addCreds({ changes, turns, isClosed }: Store): void {
  if (isClosed) return;
  changes.addCreds();
  turns.wake();
}

/** What has gathered is sealed at once, as it may change again before it is stored. */
function nextTurn({ parts, changes, known, unstored, listeners, failure }: Store): Turn | null {
  const taken = changes.take();
  if (!taken || failure.signal.aborted) return null;
  const { context, seal, times, device } = parts;
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

async function settle({ turns, failure }: Store, goal: number): Promise<void> {
  while (turns.stored() < goal) {
    failure.signal.throwIfAborted();
    await turns.rest();
  }
}

function isFinal(error: unknown): boolean {
  return error instanceof NotTheHolder;
}

function nameOf(hash: Buffer): string {
  return hash.toString("latin1");
}

async function readKnown<Kind extends KeyKind>(store: Store, kind: Kind, ids: readonly string[]) {
  const { parts, known } = store;
  const missing = ids.filter((id) => !known.find(kind, id));
  if (missing.length > 0) {
    const found = await readOrFail(store, () => readKeys(parts, kind, missing));
    for (const id of missing) known.remember(kind, id, found.get(id) ?? null);
  }
  const pairs = ids.flatMap((id) => {
    const value = known.find(kind, id)?.value ?? null;
    return value === null ? [] : [[id, value] as const];
  });
  return Object.fromEntries(pairs);
}

async function recall(store: Store, hash: Buffer): Promise<JournalEntry | null> {
  const { context, seal, device } = store.parts;
  const held = store.unstored.get(nameOf(hash)) ?? store.recent.get(nameOf(hash));
  return held ?? readOrFail(store, () => findEntry({ context, seal, channelId: device.channelId }, hash));
}

/**
 * What cannot be read must not look as if it were not there: Baileys would begin anew with everybody, and refuse what was received
 * before. So what is damaged, and a database that stays away, end the device.
 */
async function readOrFail<T>({ parts, failure }: Store, reading: () => Promise<T>): Promise<T> {
  try {
    return await persist(reading, parts.times, (error) => error instanceof DamagedDevice);
  } catch (cause) {
    failure.abort(cause);
    throw new DeviceEnded("What is stored of this device could not be read.", { cause });
  }
}

interface Box {
  entry: KeptEntry | null;
  /** What was begun in it and outlives it belongs to it no longer. */
  isOpen: boolean;
}

const boxes = new AsyncLocalStorage<Box>();

/** The entry travels to the moment at which the keys are set; when none are, it is stored by itself. */
async function keepTogether<T>(
  work: (keep: (entry: KeptEntry) => void) => Promise<T>,
  addAlone: (entry: KeptEntry) => void,
): Promise<T> {
  const box: Box = { entry: null, isOpen: true };
  try {
    const result = await boxes.run(box, () => work((entry) => (box.entry = entry)));
    const left = takeFrom(box);
    if (left) addAlone(left);
    return result;
  } finally {
    box.isOpen = false;
  }
}

function takeFrom(box: Box | undefined): KeptEntry | null {
  const entry = box?.entry ?? null;
  if (box) box.entry = null;
  return entry;
}

import type { SignalDataSet, SignalDataTypeMap } from "baileys";
import { LRUCache } from "lru-cache";
import { type KeyKind, keyKinds } from "#server/channels/whatsapp/device/changes.ts";

/** A key of which it is known what it is; null: there is none. */
export interface Known<Value> {
  readonly value: Value | null;
}

/** The keys that need not be read from the database. */
export interface KnownKeys {
  find<Kind extends KeyKind>(kind: Kind, id: string): Known<SignalDataTypeMap[Kind]> | undefined;
  /** Keys that change with the change of this number; they stay known at least until it is stored. */
  learn(data: SignalDataSet, change: number): void;
  /** A key as it was read. What was learned while it was read is newer. */
  remember<Kind extends KeyKind>(kind: Kind, id: string, value: SignalDataTypeMap[Kind] | null): void;
  /** There are these keys in the database and no others. */
  haveOnly(names: ReadonlyMap<KeyKind, ReadonlySet<string>>): void;
  /** Everything up to this change is stored, and may be forgotten when there is too much. */
  stored(change: number): void;
}

interface Shelf<Value> {
  readonly recent: LRUCache<string, Known<Value>>;
  readonly unstored: Map<string, Known<Value> & { readonly change: number }>;
  /** All that there are; null while nobody knows. */
  names: Set<string> | null;
}

type Shelves = { readonly [Kind in KeyKind]: Shelf<SignalDataTypeMap[Kind]> };

// Some 2 kB each, so a device keeps a megabyte or two of those it needs most.
const mostSessions = 1_000;
const mostOthers = 500;
const nothing = { value: null };

/** Makes a collection that knows nothing yet. */
export function knownKeys(): KnownKeys {
  const shelves: Shelves = {
    "pre-key": shelf(mostSessions),
    session: shelf(mostSessions),
    "sender-key": shelf(mostOthers),
    "sender-key-memory": shelf(mostOthers),
    "app-state-sync-key": shelf(mostOthers),
    "app-state-sync-version": shelf(mostOthers),
    "lid-mapping": shelf(2 * mostSessions),
    "device-list": shelf(mostSessions),
    tctoken: shelf(mostSessions),
    "identity-key": shelf(mostSessions),
  };
  return {
    find: (kind, id) => findOn(shelves[kind], id),
    learn(data, change) {
      for (const kind of keyKinds) learnOf(shelves, kind, data, change);
    },
    remember(kind, id, value) {
      if (!findOn(shelves[kind], id)) shelves[kind].recent.set(id, { value });
    },
    haveOnly(names) {
      for (const kind of keyKinds) shelves[kind].names = new Set(names.get(kind));
    },
    stored(change) {
      for (const kind of keyKinds) {
        const { unstored } = shelves[kind];
        for (const [id, known] of unstored) if (known.change <= change) unstored.delete(id);
      }
    },
  };
}

function shelf<Value>(max: number): Shelf<Value> {
  return { recent: new LRUCache({ max }), unstored: new Map(), names: null };
}

function findOn<Value>({ recent, unstored, names }: Shelf<Value>, id: string): Known<Value> | undefined {
  const known = unstored.get(id) ?? recent.get(id);
  return known ?? (names?.has(id) === false ? nothing : undefined);
}

function learnOf<Kind extends KeyKind>(shelves: Shelves, kind: Kind, data: SignalDataSet, change: number): void {
  const { recent, unstored, names } = shelves[kind];
  const changed: Readonly<Record<string, SignalDataTypeMap[Kind] | null>> = data[kind] ?? {};
  for (const id of Object.keys(changed)) {
    const known = { value: changed[id] ?? null, change };
    unstored.set(id, known);
    recent.set(id, { value: known.value });
    if (known.value === null) names?.delete(id);
    else names?.add(id);
  }
}

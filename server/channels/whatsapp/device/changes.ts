import type { SignalDataSet, SignalDataTypeMap } from "baileys";
import type { JournalEntry } from "#server/channels/whatsapp/parse/journal-entry.ts";

/** The kinds of keys that a device has. */
export type KeyKind = keyof SignalDataTypeMap;

/** One key as it is to be from now on; null: no more. */
export interface KeyChange {
  readonly kind: KeyKind;
  readonly id: string;
  readonly value: unknown;
}

/** Something for the journal, under the hash of what it came as. */
export interface KeptEntry {
  readonly hash: Buffer;
  readonly entry: JournalEntry;
}

/** What a device has learned and not yet written down. A key that changes several times meanwhile is written once. */
export interface Changes {
  readonly keys: ReadonlyMap<string, KeyChange>;
  readonly entries: readonly KeptEntry[];
  /** The identity of the device, its counters included. */
  readonly creds: boolean;
  /** The number of the last change among them. */
  readonly last: number;
}

/** Takes changes together until somebody writes them down. */
export interface GatheredChanges {
  /** Returns the number of this change. */
  add(keys: SignalDataSet | null, entry: KeptEntry | null): number;
  addCreds(): void;
  /** Everything since the last time, null when there is nothing. */
  take(): Changes | null;
  /** The number of the last change. */
  last(): number;
  size(): number;
}

/** Makes an empty collection. */
export function gatherChanges(): GatheredChanges {
  let keys = new Map<string, KeyChange>();
  let entries: KeptEntry[] = [];
  let creds = false;
  let last = 0;
  return {
    add(changed, entry) {
      last += 1;
      for (const change of changed ? changesIn(changed) : []) keys.set(`${change.kind} ${change.id}`, change);
      if (entry) entries.push(entry);
      return last;
    },
    addCreds() {
      last += 1;
      creds = true;
    },
    take() {
      if (keys.size === 0 && entries.length === 0 && !creds) return null;
      const taken = { keys, entries, creds, last };
      keys = new Map();
      entries = [];
      creds = false;
      return taken;
    },
    last: () => last,
    size: () => keys.size + entries.length,
  };
}

/** The keys of a data set, one by one. */
export function changesIn(data: SignalDataSet): KeyChange[] {
  return Object.entries(data).flatMap(([kind, byId]) =>
    isKeyKind(kind) ? Object.entries(byId).map(([id, value]) => ({ kind, id, value: value ?? null })) : [],
  );
}

/** All kinds of keys. */
export const keyKinds = [
  "pre-key",
  "session",
  "sender-key",
  "sender-key-memory",
  "app-state-sync-key",
  "app-state-sync-version",
  "lid-mapping",
  "device-list",
  "tctoken",
  "identity-key",
] as const satisfies readonly KeyKind[];

/** Whether there is such a kind of key. */
export function isKeyKind(kind: string): kind is KeyKind {
  return keyKinds.some((known) => known === kind);
}

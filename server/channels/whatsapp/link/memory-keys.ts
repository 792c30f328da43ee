import type { SignalDataSet, SignalDataTypeMap, SignalKeyStore } from "baileys";
import { keyKinds } from "#server/channels/whatsapp/device/changes.ts";

/** Keys that live nowhere but here, until somebody stores them. */
export interface MemoryKeys extends SignalKeyStore {
  /** All that was set, in the form in which it was. */
  all(): SignalDataSet;
}

type Kept = { [Type in keyof SignalDataTypeMap]: Map<string, SignalDataTypeMap[Type]> };

/** Makes a store that is empty. */
export function memoryKeys(): MemoryKeys {
  const kept = empty();
  return {
    get: (type, ids) => Object.fromEntries(ids.flatMap((id) => entryOf(kept, type, id))),
    set: (data) => {
      for (const type of keyKinds) put(kept, type, data);
    },
    all: () => Object.assign({}, ...keyKinds.map((type) => ({ [type]: Object.fromEntries(kept[type]) }))),
  };
}

function empty(): Kept {
  return {
    "pre-key": new Map(),
    session: new Map(),
    "sender-key": new Map(),
    "sender-key-memory": new Map(),
    "app-state-sync-key": new Map(),
    "app-state-sync-version": new Map(),
    "lid-mapping": new Map(),
    "device-list": new Map(),
    tctoken: new Map(),
    "identity-key": new Map(),
  };
}

function entryOf<Type extends keyof SignalDataTypeMap>(
  kept: Kept,
  type: Type,
  id: string,
): [string, SignalDataTypeMap[Type]][] {
  const value = kept[type].get(id);
  return value === undefined ? [] : [[id, value]];
}

function put<Type extends keyof SignalDataTypeMap>(kept: Kept, type: Type, data: SignalDataSet): void {
  const given: { readonly [id: string]: SignalDataTypeMap[Type] | null } = data[type] ?? {};
  for (const [id, value] of Object.entries(given)) {
    if (value === null) kept[type].delete(id);
    else kept[type].set(id, value);
  }
}

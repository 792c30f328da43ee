import { createStore, type Store } from "#web/shell/store.ts";

/** The conversation that is being transferred, by its menu or by a key. */
export const transferring: Store<string | null> = createStore<string | null>(null);

import { createStore, type Store } from "#web/shell/store.ts";

/** The conversation about which somebody asks who sees it, and why; null when nobody asks. */
export const askingWhy: Store<string | null> = createStore<string | null>(null);

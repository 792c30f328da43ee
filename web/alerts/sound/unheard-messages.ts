import { createStore, type Store } from "#web/shell/store.ts";

/** How many messages came in while this browser blocked sound in all its tabs. */
export const unheardMessages: Store<number> = createStore(0);

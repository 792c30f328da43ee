import { createStore } from "#web/shell/store.ts";

/** The row that the keys chose and the list has not focused yet. */
export const rowToFocus = createStore<string | null>(null);

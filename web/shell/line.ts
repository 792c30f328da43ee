import { createStore } from "#web/shell/store.ts";

/** How often the line to the server came to stand since this page was loaded; for what waits until it does again. */
export const timesLineStood = createStore(0);

/** The line stands, for the first time or again. */
export function tellLineStands(): void {
  timesLineStood.set(timesLineStood.get() + 1);
}

import { focusComposer } from "#web/inbox/composer/focus-composer.ts";
import { createStore, type Store } from "#web/shell/store.ts";

/** To whom the composer of the open conversation writes: the customer, or colleagues. */
export type ComposerMode = "reply" | "note";

/** What the composer of the open conversation writes; the keys of the inbox change it from outside. */
export const composerMode: Store<ComposerMode> = createStore<ComposerMode>("reply");

/** Changes to whom the composer writes, and puts the cursor into it. */
export function write(mode: ComposerMode): void {
  composerMode.set(mode);
  requestAnimationFrame(focusComposer);
}

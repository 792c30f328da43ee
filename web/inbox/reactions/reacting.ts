import type { Message } from "#contract/messages.ts";
import { createStore, type Store } from "#web/shell/store.ts";

/** The message that is about to be reacted to, and the button or bubble at which the choice opens. */
export interface Reacting {
  readonly message: Message;
  readonly at: HTMLElement;
}

/** One choice for the whole thread: a popover at each of some hundred messages would cost more than the messages. */
export const reacting: Store<Reacting | null> = createStore<Reacting | null>(null);

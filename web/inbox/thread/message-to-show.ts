import { createStore, type Store } from "#web/shell/store.ts";

/** The message that a conversation shall show as soon as it is open, asked for from elsewhere. */
export const messageToShow: Store<{ readonly conversationId: string; readonly messageId: string } | null> =
  createStore<{
    readonly conversationId: string;
    readonly messageId: string;
  } | null>(null);

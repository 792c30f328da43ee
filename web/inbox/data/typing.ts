import { useSyncExternalStore } from "react";
import { createStore } from "#web/shell/store.ts";

/** As long as somebody writes at most before they have stopped, though nobody has said so. */
const mostMs = 15_000;

/** What a customer does at this moment: they write, or record what they say. */
export type Doing = "writing" | "recording";

const doings = createStore<ReadonlyMap<string, Doing>>(new Map());
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Notes what the customer of a conversation does, or with null that they have stopped. It ends by itself. */
export function hearTyping(conversationId: string, doing: Doing | null): void {
  clearTimeout(timers.get(conversationId));
  timers.delete(conversationId);
  if (doing)
    timers.set(
      conversationId,
      setTimeout(() => hearTyping(conversationId, null), mostMs),
    );
  if (doingIn(conversationId) === doing) return;
  const next = new Map(doings.get());
  if (doing) next.set(conversationId, doing);
  else next.delete(conversationId);
  doings.set(next);
}

/** What the customer of a conversation does at this moment; null when they neither write nor record. */
export function doingIn(conversationId: string): Doing | null {
  return doings.get().get(conversationId) ?? null;
}

/** The same for a component, which is drawn again when it changes. */
export function useDoing(conversationId: string): Doing | null {
  return useSyncExternalStore(doings.subscribe, () => doingIn(conversationId));
}

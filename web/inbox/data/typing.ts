import { useSyncExternalStore } from "react";
import { createStore } from "#web/shell/store.ts";

/** As long as somebody writes at most before they have stopped, though nobody has said so. */
const mostMs = 15_000;

const writing = createStore<ReadonlySet<string>>(new Set());
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Notes that the customer of a conversation writes, or has stopped. It ends by itself. */
export function hearTyping(conversationId: string, isTyping: boolean): void {
  clearTimeout(timers.get(conversationId));
  timers.delete(conversationId);
  if (isTyping)
    timers.set(
      conversationId,
      setTimeout(() => hearTyping(conversationId, false), mostMs),
    );
  if (writing.get().has(conversationId) === isTyping) return;
  const next = new Set(writing.get());
  if (isTyping) next.add(conversationId);
  else next.delete(conversationId);
  writing.set(next);
}

/** Whether the customer of a conversation writes at this moment. */
export function isTypingIn(conversationId: string): boolean {
  return writing.get().has(conversationId);
}

/** The same for a component, which is drawn again when it changes. */
export function useIsTyping(conversationId: string): boolean {
  return useSyncExternalStore(writing.subscribe, () => isTypingIn(conversationId));
}

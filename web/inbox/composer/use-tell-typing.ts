import { useRef } from "react";
import { showTyping } from "#contract/gestures.ts";
import { now } from "#web/design/clock.ts";
import { call } from "#web/shell/api.ts";

/** The customer's app shows it for some seconds, so it is told again while somebody goes on writing. */
const everyMs = 4_000;

/** Tells the customer that somebody writes, where the channel can; called with each change of what is written. */
export function useTellTyping(conversationId: string, presence: boolean): (text: string) => void {
  const told = useRef(Number.NEGATIVE_INFINITY);
  return (text) => {
    if (!presence || text.trim() === "" || now() - told.current < everyMs) return;
    told.current = now();
    // A customer who does not see it misses nothing.
    void call(showTyping, { params: { conversationId } }).catch(() => undefined);
  };
}

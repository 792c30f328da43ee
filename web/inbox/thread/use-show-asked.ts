import { useEffect } from "react";
import { messageToShow } from "#web/inbox/thread/message-to-show.ts";
import { useStore } from "#web/shell/store.ts";

/** Leads to the message that was asked for from elsewhere, once its conversation is open. */
export function useShowAsked(conversationId: string, jumpTo: (messageId: string) => Promise<void>): void {
  const asked = useStore(messageToShow);
  const messageId = asked?.conversationId === conversationId ? asked.messageId : null;
  useEffect(() => {
    if (!messageId) return;
    messageToShow.set(null);
    void jumpTo(messageId);
  }, [messageId, jumpTo]);
}

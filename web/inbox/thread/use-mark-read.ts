import { useDocumentVisibility } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import type { Conversation } from "#contract/conversations.ts";
import { useDeeds } from "#web/inbox/data/use-deeds.ts";

/** Marks an open conversation as read for as long as its member can see it. */
export function useMarkRead(conversation: Conversation | undefined): void {
  const { markRead } = useDeeds();
  const visible = useDocumentVisibility() === "visible";
  const latest = useRef(markRead);
  latest.current = markRead;
  const waits = visible && conversation !== undefined && conversation.unread > 0;
  const row = useRef(conversation);
  row.current = conversation;
  useEffect(() => {
    if (waits && row.current) void latest.current(row.current);
  }, [waits]);
}

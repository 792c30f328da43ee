import { useDocumentVisibility } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { markNotificationsSeen } from "#contract/notifications.ts";
import { notificationsKey } from "#web/notifications/notifications-query.ts";
import { useNotifications } from "#web/notifications/use-notifications.ts";
import { call } from "#web/shell/api.ts";

/** Marks what was told of a conversation as seen for as long as its member looks at it. */
export function useMarkNotificationsSeen(conversationId: string): void {
  const client = useQueryClient();
  const visible = useDocumentVisibility() === "visible";
  const { notifications } = useNotifications();
  const waits = visible && notifications.some(({ seen, conversation }) => !seen && conversation.id === conversationId);
  useEffect(() => {
    if (!waits) return;
    // Not told when it fails: it stays in the list, and is marked with it.
    void call(markNotificationsSeen, { body: { conversationId } }).then(
      () => client.invalidateQueries({ queryKey: notificationsKey }),
      () => undefined,
    );
  }, [waits, client, conversationId]);
}

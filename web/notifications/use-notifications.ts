import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { notificationsKey, notificationsQuery } from "#web/notifications/notifications-query.ts";
import { useLive } from "#web/shell/live.tsx";

/** The own notifications, fetched again as soon as one comes, or a conversation leaves one's sight with those that tell of it. */
export function useNotifications() {
  const client = useQueryClient();
  const query = useInfiniteQuery(notificationsQuery);
  const pages = query.data?.pages ?? [];
  useLive(({ kind }) => {
    if (kind === "notification" || kind === "conversation_gone")
      void client.invalidateQueries({ queryKey: notificationsKey });
  });
  return { ...query, notifications: pages.flatMap((page) => page.items), unseen: pages[0]?.unseen ?? 0 };
}

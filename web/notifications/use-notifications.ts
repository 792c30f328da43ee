import { useInfiniteQuery } from "@tanstack/react-query";
import { notificationsKey, notificationsQuery } from "#web/notifications/notifications-query.ts";
import { useLiveRefresh } from "#web/shell/use-live-refresh.ts";

/** The own notifications as far as they are loaded. The bell keeps them fresh, as it stands in every room. */
export function useNotifications() {
  const query = useInfiniteQuery(notificationsQuery);
  const pages = query.data?.pages ?? [];
  return { ...query, notifications: pages.flatMap((page) => page.items), unseen: pages[0]?.unseen ?? 0 };
}

/** Fetches the own notifications again as soon as one comes, or a conversation leaves one's sight with those that tell of it. */
export function useFreshNotifications(): void {
  useLiveRefresh([notificationsKey], ({ kind }) => kind === "notification" || kind === "conversation_gone");
}

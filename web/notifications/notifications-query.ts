import { infiniteQueryOptions } from "@tanstack/react-query";
import { listNotifications } from "#contract/notifications.ts";
import { call } from "#web/shell/api.ts";

/** Where the cache keeps the own notifications. */
export const notificationsKey = ["notifications"] as const;

/** The own notifications, newest first, page after page; each page also says how many are not seen. */
export const notificationsQuery = infiniteQueryOptions({
  queryKey: notificationsKey,
  queryFn: ({ pageParam, signal }) =>
    call(listNotifications, { query: { limit: 20, cursor: pageParam ?? undefined }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next,
  // Another tab may have marked them seen, of which no live event tells.
  refetchOnWindowFocus: "always",
});

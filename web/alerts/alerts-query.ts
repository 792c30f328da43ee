import { infiniteQueryOptions } from "@tanstack/react-query";
import { listAlerts } from "#contract/alerts.ts";
import { call } from "#web/shell/api.ts";

/** Where the cache keeps the alerts. */
export const alertsKey = ["alerts"] as const;

/** The alerts, newest first, page after page; each page also says how many the member has not seen. */
export const alertsQuery = infiniteQueryOptions({
  queryKey: alertsKey,
  queryFn: ({ pageParam, signal }) =>
    call(listAlerts, { query: { limit: 20, cursor: pageParam ?? undefined }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next,
  // Another tab may have marked them seen, of which no live event tells.
  refetchOnWindowFocus: "always",
});

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { alertsKey, alertsQuery } from "#web/alerts/alerts-query.ts";
import { useLive } from "#web/shell/live.tsx";

/** The alerts, fetched again as soon as one is raised or ends, or a channel that they name changes its name or goes. */
export function useAlerts() {
  const client = useQueryClient();
  useLive((event) => {
    const concerned = event.kind === "alert" || event.kind === "channel_removed" || event.kind === "workspace";
    if (concerned) void client.invalidateQueries({ queryKey: alertsKey });
  });
  const query = useInfiniteQuery(alertsQuery);
  const pages = query.data?.pages ?? [];
  return { ...query, alerts: pages.flatMap((page) => page.items), unseen: pages[0]?.unseen ?? 0 };
}

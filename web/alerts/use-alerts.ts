import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import type { Alert } from "#contract/alerts.ts";
import type { LiveEvent } from "#contract/live.ts";
import { alertsKey, alertsQuery } from "#web/alerts/alerts-query.ts";
import { useLive } from "#web/shell/live.tsx";

/**
 * The alerts, fetched again as soon as one is raised or ends. A channel that is back is told at once, before what came in late
 * has been counted: then its outage is over, and a banner that went on would lie.
 */
export function useAlerts() {
  const client = useQueryClient();
  const query = useInfiniteQuery(alertsQuery);
  const pages = query.data?.pages ?? [];
  const alerts = pages.flatMap((page) => page.items);
  useLive((event) => {
    if (concerns(event, alerts)) void client.invalidateQueries({ queryKey: alertsKey });
  });
  return { ...query, alerts, unseen: pages[0]?.unseen ?? 0 };
}

function concerns(event: LiveEvent, alerts: readonly Alert[]): boolean {
  if (event.kind === "alert" || event.kind === "workspace" || event.kind === "channel_removed") return true;
  if (event.kind !== "channel") return false;
  const { id, name, status } = event.channel;
  const named = alerts.filter((alert) => alert.channel.id === id);
  const isBack = status === "CONNECTED" && named.some((alert) => alert.endedAt === null);
  return isBack || named.some((alert) => alert.channel.name !== name);
}

import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "#contract/live.ts";
import { listQueues, type Queue } from "#contract/queues.ts";
import { call } from "#web/shell/api.ts";
import { useLive } from "#web/shell/live.tsx";
import { useLiveRefresh } from "#web/shell/use-live-refresh.ts";
import { askAgainIfAsked } from "#web/shell/when-quiet.ts";

/** The queue of each channel, with whose it is. */
export const queuesQuery = queryOptions({
  queryKey: ["queues"] as const,
  queryFn: ({ signal }) => call(listQueues, { signal }),
});

/** The queues, kept true by what the server tells while they are shown. */
export function useQueues() {
  const client = useQueryClient();
  useLive((event) => {
    if (event.kind === "queue") keepQueue(client, event.queue);
  });
  useLiveRefresh([queuesQuery.queryKey], (event) => isShown(client, event));
  return useQuery(queuesQuery);
}

/** Whether queues have changed by it: they show the names of channels and teams. Channels tell of themselves all the time. */
function isShown(client: QueryClient, event: LiveEvent): boolean {
  if (event.kind !== "channel") return ["channel_removed", "team", "team_removed"].includes(event.kind);
  const kept = client.getQueryData(queuesQuery.queryKey)?.items.find(({ channel }) => channel.id === event.channel.id);
  return kept?.channel.name !== event.channel.name;
}

/** Shows a queue as the server just told it. */
export function keepQueue(client: QueryClient, queue: Queue): void {
  client.setQueryData(queuesQuery.queryKey, (kept) =>
    kept ? { items: kept.items.map((one) => (one.channel.id === queue.channel.id ? queue : one)) } : kept,
  );
  askAgainIfAsked(client, queuesQuery.queryKey);
}

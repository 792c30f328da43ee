import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Channel } from "#contract/channels.ts";
import { channelsQuery } from "#web/channels/channels-query.ts";
import { useLive } from "#web/shell/live.tsx";

/** The connected channels, kept true by what the server tells while they are shown. */
export function useChannels() {
  const client = useQueryClient();
  useLive((event) => {
    if (event.kind === "channel") keepChannel(client, event.channel);
    if (event.kind === "channel_removed") forgetChannel(client, event.channelId);
    if (event.kind === "channel" || event.kind === "channel_removed") refreshIfAsked(client);
  });
  return useQuery(channelsQuery);
}

/** Shows a channel as the server just told it. What it may be asked to do (`can`) differs between members and stays. */
export function keepChannel(client: QueryClient, channel: Channel): void {
  client.setQueryData(channelsQuery.queryKey, (kept) => {
    if (!kept) return kept;
    const known = kept.items.some((one) => one.id === channel.id);
    return {
      items: known ? kept.items.map((one) => (one.id === channel.id ? channel : one)) : [...kept.items, channel],
    };
  });
}

/** An answer that is on its way may be older than what was just told, and would undo it. */
function refreshIfAsked(client: QueryClient): void {
  if (client.isFetching({ queryKey: channelsQuery.queryKey }) > 0) void client.invalidateQueries(channelsQuery);
}

/** Takes a removed channel away. */
export function forgetChannel(client: QueryClient, channelId: string): void {
  client.setQueryData(channelsQuery.queryKey, (kept) =>
    kept ? { items: kept.items.filter((one) => one.id !== channelId) } : kept,
  );
}

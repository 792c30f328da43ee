import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Channel } from "#contract/channels.ts";
import { channelsQuery, freshChannelsQuery } from "#web/channels/channels-query.ts";
import { useLive } from "#web/shell/live.tsx";
import { askAgainIfAsked } from "#web/shell/when-quiet.ts";

/** The connected channels, kept true by what the server tells while they are shown. */
export function useChannels() {
  const client = useQueryClient();
  useLive((event) => {
    if (event.kind === "channel") keepChannel(client, event.channel);
    if (event.kind === "channel_removed") forgetChannel(client, event.channelId);
  });
  return useQuery(freshChannelsQuery);
}

/** Shows a channel as the server just told it. */
export function keepChannel(client: QueryClient, channel: Channel): void {
  client.setQueryData(channelsQuery.queryKey, (kept) => {
    if (!kept) return kept;
    const known = kept.items.some((one) => one.id === channel.id);
    return {
      items: known ? kept.items.map((one) => (one.id === channel.id ? channel : one)) : [...kept.items, channel],
    };
  });
  askAgainIfAsked(client, channelsQuery.queryKey);
}

/** Takes a removed channel away. */
export function forgetChannel(client: QueryClient, channelId: string): void {
  client.setQueryData(channelsQuery.queryKey, (kept) =>
    kept ? { items: kept.items.filter((one) => one.id !== channelId) } : kept,
  );
  askAgainIfAsked(client, channelsQuery.queryKey);
}

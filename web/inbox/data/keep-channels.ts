import type { QueryClient } from "@tanstack/react-query";
import type { Channel } from "#contract/channels.ts";
import { channelsQuery, keys } from "#web/inbox/data/queries.ts";
import { askAgainIfAsked } from "#web/shell/when-quiet.ts";

/** Keeps a changed or new channel; rows and threads that name it are fetched again when its name changed. */
export function keepChannel(client: QueryClient, channel: Channel): void {
  const former = client.getQueryData(channelsQuery.queryKey)?.items.find((one) => one.id === channel.id);
  client.setQueryData(channelsQuery.queryKey, (kept) => {
    if (!kept) return kept;
    const known = kept.items.some((one) => one.id === channel.id);
    return {
      items: known ? kept.items.map((one) => (one.id === channel.id ? channel : one)) : [...kept.items, channel],
    };
  });
  if (former && former.name !== channel.name) refreshRows(client);
  askAgainIfAsked(client, keys.channels);
}

/** Takes a removed channel out of the switcher; its conversations stay and learn that they cannot be answered. */
export function removeChannel(client: QueryClient, channelId: string): void {
  client.setQueryData(channelsQuery.queryKey, (kept) =>
    kept ? { items: kept.items.filter((one) => one.id !== channelId) } : kept,
  );
  refreshRows(client);
  askAgainIfAsked(client, keys.channels);
}

function refreshRows(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: keys.list });
  void client.invalidateQueries({ queryKey: keys.conversation });
}

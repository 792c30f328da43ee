import type { QueryClient } from "@tanstack/react-query";
import type { Channel } from "#contract/channels.ts";
import { channelsQuery } from "#web/channels/channels-query.ts";
import { forgetChannel, keepChannel } from "#web/channels/use-channels.ts";
import { keys } from "#web/inbox/data/queries.ts";

/** Keeps a changed or new channel; rows and threads that name it are fetched again when its name changed. */
export function hearChannel(client: QueryClient, channel: Channel): void {
  const former = client.getQueryData(channelsQuery.queryKey)?.items.find((one) => one.id === channel.id);
  keepChannel(client, channel);
  if (former && former.name !== channel.name) refreshRows(client);
}

/** Takes a removed channel out of the switcher; its conversations stay and learn that they cannot be answered. */
export function hearRemovedChannel(client: QueryClient, channelId: string): void {
  forgetChannel(client, channelId);
  refreshRows(client);
}

function refreshRows(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: keys.list });
  void client.invalidateQueries({ queryKey: keys.conversation });
}

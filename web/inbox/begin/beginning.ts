import { useQuery } from "@tanstack/react-query";
import type { Channel } from "#contract/channels.ts";
import { channelsQuery } from "#web/channels/channels-query.ts";
import { useRight } from "#web/shell/session.ts";
import { createStore, type Store } from "#web/shell/store.ts";

/** Whether a conversation is being begun, by the button above the list or by the palette. */
export const beginning: Store<boolean> = createStore(false);

/** The channels on which this member can write first; none while that is not known. */
export function useFirstContactChannels(): readonly Channel[] {
  const { data } = useQuery(channelsQuery);
  const mayWrite = useRight("inbox.reply");
  return mayWrite ? (data?.items ?? []).filter((channel) => channel.capabilities.firstContact) : [];
}

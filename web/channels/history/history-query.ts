import { queryOptions } from "@tanstack/react-query";
import { readChannelHistory } from "#contract/channel-history.ts";
import type { Channel } from "#contract/channels.ts";
import { call } from "#web/shell/api.ts";

/** The last days of a channel as days of a time zone; read anew when its status moves, and now and then as the day goes on. */
export function historyQuery({ id: channelId, status, statusSince }: Channel, timeZone: string) {
  return queryOptions({
    queryKey: ["channel-history", channelId, timeZone, status, statusSince] as const,
    queryFn: ({ signal }) => call(readChannelHistory, { params: { channelId }, query: { timeZone }, signal }),
    staleTime: 60_000,
    refetchInterval: 5 * 60_000,
    placeholderData: (kept) => kept,
  });
}

import { queryOptions } from "@tanstack/react-query";
import { listChannels } from "#contract/channels.ts";
import { call } from "#web/shell/api.ts";

/** The connected channels, oldest first. */
export const channelsQuery = queryOptions({
  queryKey: ["channels"] as const,
  queryFn: ({ signal }) => call(listChannels, { signal }),
});

/** The same with fresh evidence: asked for anew whenever they are shown, and while they are, four times a minute. */
export const freshChannelsQuery = { ...channelsQuery, staleTime: 0, refetchInterval: 15_000 };

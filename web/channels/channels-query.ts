import { queryOptions } from "@tanstack/react-query";
import { listChannels } from "#contract/channels.ts";
import { call } from "#web/shell/api.ts";

/** Where the cache keeps the connected channels; the inbox names them from there too. */
export const channelsKey = ["channels"] as const;

/** The connected channels with fresh evidence: asked for anew whenever they are shown, and while they are, four times a minute. */
export const channelsQuery = queryOptions({
  queryKey: channelsKey,
  queryFn: ({ signal }) => call(listChannels, { signal }),
  staleTime: 0,
  refetchInterval: 15_000,
});

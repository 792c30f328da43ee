import { queryOptions } from "@tanstack/react-query";
import { readAlertWays } from "#contract/alerts.ts";
import { call } from "#web/shell/api.ts";

/** Where this member is told of channel alerts. Another of their browsers may have changed it. */
export const alertWaysQuery = queryOptions({
  queryKey: ["alert-ways"] as const,
  queryFn: ({ signal }) => call(readAlertWays, { signal }),
  staleTime: 60_000,
});

import { queryOptions } from "@tanstack/react-query";
import { listTeams } from "#contract/teams.ts";
import { call } from "#web/shell/api.ts";

/** Where the cache keeps the teams. */
export const teamsKey = ["teams"] as const;

/** All teams by name, with their members. */
export const teamsQuery = queryOptions({
  queryKey: teamsKey,
  queryFn: ({ signal }) => call(listTeams, { signal }),
});

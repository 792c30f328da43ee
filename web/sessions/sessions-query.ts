import { queryOptions } from "@tanstack/react-query";
import { listSessions } from "#contract/session.ts";
import { call } from "#web/shell/api.ts";

/** Where the cache keeps the places where the member is signed in. */
export const sessionsKey = ["sessions"] as const;

/** The places where the member is signed in. Asked for anew whenever it is shown, as no live event tells of them. */
export const sessionsQuery = queryOptions({
  queryKey: sessionsKey,
  queryFn: ({ signal }) => call(listSessions, { signal }),
  staleTime: 0,
  refetchOnWindowFocus: "always",
});

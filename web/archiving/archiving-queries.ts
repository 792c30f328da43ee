import { infiniteQueryOptions } from "@tanstack/react-query";
import { listArchiveRuns, previewArchive } from "#contract/archiving.ts";
import { call } from "#web/shell/api.ts";

/** What a period would archive now, page after page. Always asked anew: conversations go on while one thinks. */
export function previewQuery(days: number) {
  return infiniteQueryOptions({
    queryKey: ["archive-preview", days] as const,
    queryFn: ({ pageParam, signal }) =>
      call(previewArchive, { query: { days, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  });
}

/** Where the cache keeps the runs of auto-archive. */
export const archiveRunsKey = ["archive-runs"] as const;

/** The runs of auto-archive, newest first. */
export const archiveRunsQuery = infiniteQueryOptions({
  queryKey: archiveRunsKey,
  queryFn: ({ pageParam, signal }) =>
    call(listArchiveRuns, { query: { limit: 5, cursor: pageParam ?? undefined }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next,
  staleTime: 0,
});

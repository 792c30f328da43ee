import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { listDirectory, readDirectoryEntry } from "#contract/directory.ts";
import type { QueryGiven } from "#contract/endpoint.ts";
import { call } from "#web/shell/api.ts";

/** Where the cache keeps the directory: its pages and its single members. */
export const directoryKey = ["directory"] as const;

/** What is looked for in the directory, and in which order. */
export type DirectoryWish = Omit<QueryGiven<typeof listDirectory>, "cursor" | "limit">;

/** The pages of the directory that a wish finds. */
export function directoryQuery(wish: DirectoryWish) {
  return infiniteQueryOptions({
    queryKey: [...directoryKey, "list", wish],
    queryFn: ({ pageParam, signal }) =>
      call(listDirectory, { query: { ...wish, limit: 50, ...(pageParam !== null && { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** One member with what may be done with them. */
export function directoryEntryQuery(memberId: string) {
  return queryOptions({
    queryKey: [...directoryKey, "member", memberId],
    queryFn: ({ signal }) => call(readDirectoryEntry, { params: { memberId }, signal }),
  });
}

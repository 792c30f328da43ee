import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { ListFilter } from "#web/inbox/data/belongs.ts";
import { rowsOf } from "#web/inbox/data/patch-list.ts";
import { listQuery, threadQuery } from "#web/inbox/data/queries.ts";

/** The loaded rows of a list and the query they come from. */
export function useRows(filter: ListFilter) {
  const query = useInfiniteQuery(listQuery(filter));
  const rows = useMemo(() => rowsOf(query.data), [query.data]);
  return { rows, query };
}

/** Fetches a thread before it is opened, so that opening it shows its messages at once. */
export function usePrefetchThread(): (conversationId: string) => void {
  const client = useQueryClient();
  return useCallback((conversationId) => void client.prefetchInfiniteQuery(threadQuery(conversationId)), [client]);
}

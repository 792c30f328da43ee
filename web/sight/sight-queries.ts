import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type InboxQueue, listConversations } from "#contract/conversations.ts";
import { explainSight, listAsMember, startViewing } from "#contract/sight.ts";
import { call } from "#web/shell/api.ts";

/** Why a member sees a conversation, or does not: as it is now, so it is never kept. */
export function sightQuery(memberId: string, conversationId: string) {
  return queryOptions({
    queryKey: ["sight", memberId, conversationId] as const,
    queryFn: ({ signal }) => call(explainSight, { params: { memberId }, query: { conversationId }, signal }),
    gcTime: 0,
  });
}

/** A look at the inbox of a member, begun once for each visit of the page: each beginning is a line of the audit log. */
export function viewingQuery(memberId: string) {
  return queryOptions({
    queryKey: ["viewing", memberId] as const,
    queryFn: () => call(startViewing, { params: { memberId } }),
    // Not even when the line comes back and everything else is fetched again.
    staleTime: "static",
    gcTime: 0,
    retry: false,
  });
}

/** A queue, perhaps of one team. */
export interface ViewedQueue {
  readonly queue: InboxQueue;
  readonly teamId?: string;
}

/** The rows of a queue as a member has them, page after page. */
export function viewedListQuery(memberId: string, viewed: ViewedQueue) {
  return infiniteQueryOptions({
    queryKey: ["viewed", memberId, viewed] as const,
    queryFn: ({ pageParam, signal }) =>
      call(listAsMember, { params: { memberId }, query: { ...viewed, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}

/** The open conversations whose customer is found by a few letters, or the latest ones. */
export function foundConversationsQuery(search: string) {
  return queryOptions({
    queryKey: ["found-conversations", search] as const,
    queryFn: ({ signal }) => call(listConversations, { query: { search: search || undefined, limit: 20 }, signal }),
    placeholderData: keepPreviousData,
  });
}

import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { countConversations, listConversations, readConversation } from "#contract/conversations.ts";
import { listMembers } from "#contract/members.ts";
import { listMessages } from "#contract/messages.ts";
import type { ListFilter } from "#web/inbox/data/belongs.ts";
import { call } from "#web/shell/api.ts";

/** The first parts of the keys under which the cache keeps what the inbox shows. */
export const keys = {
  list: ["conversations"],
  counts: ["conversation-counts"],
  conversation: ["conversation"],
  thread: ["thread"],
  members: ["members"],
} as const;

/** The rows of a queue, page after page. */
export function listQuery(filter: ListFilter) {
  return infiniteQueryOptions({
    queryKey: [...keys.list, filter] as const,
    queryFn: ({ pageParam, signal }) =>
      call(listConversations, { query: { ...filter, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** How many conversations each queue holds. The former numbers stay while another channel's are fetched. */
export function countsQuery(channelId: string | undefined) {
  return queryOptions({
    queryKey: [...keys.counts, channelId ?? null] as const,
    queryFn: ({ signal }) => call(countConversations, { query: { channelId }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** One conversation. */
export function conversationQuery(conversationId: string) {
  return queryOptions({
    queryKey: [...keys.conversation, conversationId] as const,
    queryFn: ({ signal }) => call(readConversation, { params: { conversationId }, signal }),
  });
}

/** The stretches of a thread, the newest first; the "next page" is the older stretch. */
export function threadQuery(conversationId: string) {
  return infiniteQueryOptions({
    queryKey: [...keys.thread, conversationId] as const,
    queryFn: ({ pageParam, signal }) =>
      call(listMessages, { params: { conversationId }, query: { before: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.before,
  });
}

/** The first hundred members by name, for the menu that assigns. Where there are more it leads on to the transfer, whose list searches. */
export const membersQuery = queryOptions({
  queryKey: [...keys.members, "assignable"] as const,
  queryFn: ({ signal }) => call(listMembers, { query: { limit: 100 }, signal }),
});

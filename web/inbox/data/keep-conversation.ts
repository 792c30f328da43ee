import type { QueryClient } from "@tanstack/react-query";
import type { Conversation } from "#contract/conversations.ts";
import type { ListFilter, SharedConversation } from "#web/inbox/data/belongs.ts";
import { changeRow, type ListData, patchList, rowsOf } from "#web/inbox/data/patch-list.ts";
import { conversationQuery, keys } from "#web/inbox/data/queries.ts";

/** Keeps what the server answered about one conversation, in every list and on its own. */
export function keepConversation(client: QueryClient, row: Conversation, memberId: string): void {
  client.setQueryData(conversationQuery(row.id).queryKey, row);
  for (const [filter, data] of loadedLists(client)) {
    client.setQueryData([...keys.list, filter], patchList(data, row, filter, memberId));
  }
}

/**
 * Keeps the answer to a call about a conversation that was `known` like this when the call was made. If something else was told of it
 * meanwhile, that is newer: what a call has changed is told too, often before its own answer arrives.
 */
export function keepAnswered(
  client: QueryClient,
  row: Conversation,
  known: Conversation | undefined,
  memberId: string,
): void {
  if (knownRow(client, row.id) === known) keepConversation(client, row, memberId);
}

/**
 * Keeps what a live event told. Its row lacks the member's own unread count: the known one is counted up by `arrived`, and
 * what somebody has answered is unread no more. The server is asked when this browser has never seen the row, and when what it
 * has seen may hold the message already: an answer that was fetched may be ahead of the event.
 */
export function applyShared(client: QueryClient, shared: SharedConversation, memberId: string, arrived: number): void {
  const known = knownRow(client, shared.id);
  const unread = shared.unreplied ? (known?.unread ?? 0) + arrived : 0;
  keepConversation(client, { ...shared, unread }, memberId);
  if (known && (arrived === 0 || known.lastActivityAt < shared.lastActivityAt)) return;
  const query = conversationQuery(shared.id);
  void client
    .fetchQuery({ ...query, staleTime: 0 })
    .then((row) => changeUnread(client, row.id, () => row.unread))
    .catch(() => client.invalidateQueries({ queryKey: query.queryKey }));
}

/** Changes the unread count of one conversation wherever it is shown. */
export function changeUnread(client: QueryClient, conversationId: string, change: (unread: number) => number): void {
  const apply = (row: Conversation): Conversation => ({ ...row, unread: change(row.unread) });
  client.setQueryData(conversationQuery(conversationId).queryKey, (row) => row && apply(row));
  for (const [filter, data] of loadedLists(client)) {
    client.setQueryData([...keys.list, filter], changeRow(data, conversationId, apply));
  }
}

/** The row of a conversation as this browser knows it, from its own answer or from any list. */
export function knownRow(client: QueryClient, conversationId: string): Conversation | undefined {
  const own = client.getQueryData(conversationQuery(conversationId).queryKey);
  if (own) return own;
  for (const [, data] of loadedLists(client)) {
    const row = rowsOf(data).find((one) => one.id === conversationId);
    if (row) return row;
  }
  return undefined;
}

function loadedLists(client: QueryClient): [ListFilter, ListData][] {
  const lists = client.getQueriesData<ListData>({ queryKey: keys.list });
  return lists.flatMap(([key, data]): [ListFilter, ListData][] => (isFilter(key[1]) && data ? [[key[1], data]] : []));
}

function isFilter(part: unknown): part is ListFilter {
  return typeof part === "object" && part !== null && "queue" in part;
}

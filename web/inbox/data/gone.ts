import type { QueryClient } from "@tanstack/react-query";
import type { ListData } from "#web/inbox/data/patch-list.ts";
import { conversationQuery, keys, threadQuery } from "#web/inbox/data/queries.ts";
import { createStore, useStore } from "#web/shell/store.ts";

/** The conversations that left this member's sight while this page was open, with whom they went to where that is known. */
const gone = createStore<ReadonlyMap<string, string | null>>(new Map());

/** Takes a conversation that left the member's sight off the screen. `holder` is the name of whom it went to, if this browser knows it. */
export function forgetConversation(client: QueryClient, conversationId: string, holder: string | null = null): void {
  gone.set(new Map(gone.get()).set(conversationId, holder ?? gone.get().get(conversationId) ?? null));
  client.setQueriesData<ListData>({ queryKey: keys.list }, (data) => data && without(data, conversationId));
  client.removeQueries({ queryKey: threadQuery(conversationId).queryKey, type: "inactive" });
  void client.invalidateQueries({ queryKey: keys.counts });
}

/** A conversation of which something is told is in sight, again if it was not: then it is fetched anew. */
export function seeAgain(client: QueryClient, conversationId: string): void {
  if (!gone.get().has(conversationId)) return;
  const rest = new Map(gone.get());
  rest.delete(conversationId);
  gone.set(rest);
  void client.invalidateQueries({ queryKey: conversationQuery(conversationId).queryKey });
  void client.invalidateQueries({ queryKey: threadQuery(conversationId).queryKey });
}

/** Whom a conversation that left this member's sight went to, null where nobody said; undefined while it is in sight. */
export function useGone(conversationId: string): string | null | undefined {
  return useStore(gone).get(conversationId);
}

function without(data: ListData, conversationId: string): ListData {
  if (!data.pages.some((page) => page.items.some((item) => item.id === conversationId))) return data;
  const pages = data.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== conversationId) }));
  return { ...data, pages };
}

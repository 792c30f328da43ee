import { type QueryClient, skipToken, useQuery } from "@tanstack/react-query";
import type { ListData } from "#web/inbox/data/patch-list.ts";
import { conversationQuery, keys, threadQuery } from "#web/inbox/data/queries.ts";

/** Kept in the cache, which is emptied when another member signs in: what is gone for one may be another's. */
const goneKey = "gone";

/** Takes a conversation that left the member's sight off the screen. `holder` is the name of whom it went to, if this browser knows it. */
export function forgetConversation(client: QueryClient, conversationId: string, holder: string | null = null): void {
  client.setQueryData<string | null>([goneKey, conversationId], (known) => holder ?? known ?? null);
  client.setQueriesData<ListData>({ queryKey: keys.list }, (data) => data && without(data, conversationId));
  client.removeQueries({ queryKey: threadQuery(conversationId).queryKey, type: "inactive" });
  void client.invalidateQueries({ queryKey: keys.counts });
}

/** A conversation of which something is told is in sight, again if it was not: then it is fetched anew. */
export function seeAgain(client: QueryClient, conversationId: string): void {
  if (client.getQueryData([goneKey, conversationId]) === undefined) return;
  void client.resetQueries({ queryKey: [goneKey, conversationId] });
  void client.invalidateQueries({ queryKey: conversationQuery(conversationId).queryKey });
  void client.invalidateQueries({ queryKey: threadQuery(conversationId).queryKey });
}

/** When what the member may see has changed as a whole: the open conversation is looked for, the others when they are opened. */
export function lookAgain(client: QueryClient): void {
  for (const query of client.getQueryCache().findAll({ queryKey: [goneKey] })) {
    const conversationId = String(query.queryKey[1]);
    const own = conversationQuery(conversationId);
    if (query.getObserversCount() > 0) {
      if (query.state.data === undefined) continue;
      client.fetchQuery({ ...own, staleTime: 0 }).then(
        () => seeAgain(client, conversationId),
        () => undefined,
      );
    } else {
      client.removeQueries({ queryKey: query.queryKey });
      client.removeQueries({ queryKey: own.queryKey });
    }
  }
}

/** Whom a conversation that left this member's sight went to, null where nobody said; undefined while it is in sight. */
export function useGone(conversationId: string): string | null | undefined {
  return useQuery<string | null>({ queryKey: [goneKey, conversationId], queryFn: skipToken }).data;
}

function without(data: ListData, conversationId: string): ListData {
  if (!data.pages.some((page) => page.items.some((item) => item.id === conversationId))) return data;
  const pages = data.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== conversationId) }));
  return { ...data, pages };
}

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { hasMessage } from "#web/inbox/data/patch-thread.ts";
import { threadQuery } from "#web/inbox/data/queries.ts";

const shownForMs = 1_600;
const mostStretches = 20;

/** Leads to a message of a thread: fetches older stretches until it is loaded, scrolls to it and marks it for a moment. */
export function useJump(conversationId: string) {
  const client = useQueryClient();
  const { fetchNextPage } = useInfiniteQuery(threadQuery(conversationId));
  const [foundId, setFoundId] = useState<string | null>(null);

  const jumpTo = useCallback(
    async (messageId: string) => {
      const loaded = () => hasMessage(client.getQueryData(threadQuery(conversationId).queryKey), messageId);
      for (let stretch = 0; stretch < mostStretches && !loaded(); stretch += 1) {
        const { hasNextPage, isError } = await fetchNextPage();
        if (isError || !hasNextPage) break;
      }
      if (loaded()) setFoundId(messageId);
    },
    [client, conversationId, fetchNextPage],
  );

  useEffect(() => {
    if (!foundId) return;
    document.querySelector(`[data-message="${foundId}"]`)?.scrollIntoView({ block: "center" });
    const timer = setTimeout(() => setFoundId(null), shownForMs);
    return () => clearTimeout(timer);
  }, [foundId]);

  return { foundId, jumpTo };
}

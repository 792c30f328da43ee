import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { InboxQueue } from "#contract/conversations.ts";
import type { ListFilter } from "#web/inbox/data/belongs.ts";

/** The part of the address that says which list is shown. */
export interface InboxSearch {
  readonly queue?: InboxQueue | undefined;
  readonly team?: string | undefined;
  readonly channel?: string | undefined;
  readonly search?: string | undefined;
  readonly panel?: "contact" | undefined;
}

/** What the address says about the inbox, and the ways to change it. The address is the only place where this is kept. */
export function useAddress() {
  const search: InboxSearch = useSearch({ from: "/app/inbox" });
  const { conversationId } = useParams({ strict: false });
  const go = useGo();
  const filter = useMemo(
    (): ListFilter => ({
      ...queueOf(search.queue, search.team),
      channelId: search.channel,
      search: search.search || undefined,
    }),
    [search.queue, search.team, search.channel, search.search],
  );
  return { filter, conversationId, panel: search.panel, ...go };
}

/** The ways to change what the inbox shows. */
export function useGo() {
  const navigate = useNavigate();
  const open = useCallback(
    (conversationId: string) =>
      void navigate({ to: "/inbox/$conversationId", params: { conversationId }, search: withoutPanel }),
    [navigate],
  );
  const toList = useCallback(() => void navigate({ to: "/inbox", search: withoutPanel }), [navigate]);
  const change = useCallback(
    (next: InboxSearch) =>
      void navigate({ to: ".", search: (former: InboxSearch) => ({ ...former, ...next }), replace: "search" in next }),
    [navigate],
  );
  return { open, toList, change };
}

/** For links that lead to another conversation or back to the list: the list stays, the contact pane closes. */
export function withoutPanel(former: InboxSearch): InboxSearch {
  return { ...former, panel: undefined };
}

/** The queue of a team without its team, as in an address that was cut short, is all of them. */
function queueOf(queue: InboxQueue | undefined, team: string | undefined): Pick<ListFilter, "queue" | "teamId"> {
  if (queue !== "team") return { queue: queue ?? "all" };
  return team ? { queue, teamId: team } : { queue: "all" };
}

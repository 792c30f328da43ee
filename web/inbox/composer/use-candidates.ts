import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Member } from "#contract/members.ts";
import { listMentionable } from "#contract/notes.ts";
import type { Typed } from "#web/inbox/composer/mentions.ts";
import { call } from "#web/shell/api.ts";

const typingPauseMs = 120;

/** Whom a note can mention and the keyboard's place among them. */
export interface Candidates {
  readonly items: readonly Member[];
  readonly chosen: Member | undefined;
  readonly step: (direction: 1 | -1) => void;
  readonly point: (member: Member) => void;
}

/** The colleagues who see the conversation and whose name holds what is typed; none while nothing is. */
export function useCandidates(conversationId: string, typed: Typed | null): Candidates {
  const [search] = useDebouncedValue(typed?.search.trim() ?? null, typingPauseMs);
  const { data } = useQuery({
    queryKey: ["mentionable", conversationId, search] as const,
    queryFn: ({ signal }) =>
      call(listMentionable, { params: { conversationId }, query: { search: search || undefined }, signal }),
    enabled: typed !== null && search !== null,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const items = typed ? (data?.items ?? []) : [];
  // Whatever else is typed begins at the first again.
  const [place, setPlace] = useState({ search, at: 0 });
  const at = place.search === search ? Math.min(place.at, items.length - 1) : 0;
  const go = (next: number) => setPlace({ search, at: next });
  return {
    items,
    chosen: items[at],
    step: (direction) => go((at + direction + items.length) % Math.max(1, items.length)),
    point: (member) => go(items.indexOf(member)),
  };
}

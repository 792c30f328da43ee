import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Conversation } from "#contract/conversations.ts";
import { now } from "#web/design/clock.ts";
import { write } from "#web/inbox/composer/composer-mode.ts";
import type { ListFilter } from "#web/inbox/data/belongs.ts";
import { knownRow } from "#web/inbox/data/keep-conversation.ts";
import { useGo } from "#web/inbox/data/use-address.ts";
import { useDeeds } from "#web/inbox/data/use-deeds.ts";
import { usePrefetchThread, useRows } from "#web/inbox/data/use-rows.ts";
import { rowToFocus } from "#web/inbox/list/row-to-focus.ts";
import { neighbourOf } from "#web/inbox/neighbour-of.ts";
import { transferring } from "#web/inbox/transfer/transferring.ts";
import { type KeyBinding, useKeys } from "#web/shell/keys.ts";

/** The keys of the inbox. */
export function useInboxKeys(filter: ListFilter, conversationId: string | undefined): void {
  const steps = useSteps(filter, conversationId);
  const deeds = useConversationKeys(filter, conversationId);
  useKeys("Inbox", [...steps, ...deeds]);
}

function useSteps(filter: ListFilter, conversationId: string | undefined): KeyBinding[] {
  const { rows } = useRows(filter);
  const { open, toList } = useGo();
  usePrefetchNeighbours(rows, conversationId);

  /** Where both panes are in sight the next conversation is opened too; where they are pages, only its row is chosen. */
  function step(direction: 1 | -1) {
    const next = neighbourOf(rows, chosenRow() ?? conversationId, direction);
    if (!next) return;
    rowToFocus.set(next.id);
    if (conversationId || threadIsInSight()) open(next.id);
  }

  return [
    { keys: "j", does: "Next conversation", run: () => step(1) },
    { keys: "k", does: "Previous conversation", run: () => step(-1) },
    { keys: "/", does: "Search by name or number", run: focusSearch },
    ...(conversationId ? [{ keys: "escape", does: "Back to the list", run: toList }] : []),
  ];
}

/** The conversations that the next key press would open are fetched while this one is read. */
function usePrefetchNeighbours(rows: readonly Conversation[], conversationId: string | undefined): void {
  const prefetch = usePrefetchThread();
  const next = conversationId ? neighbourOf(rows, conversationId, 1)?.id : undefined;
  const previous = conversationId ? neighbourOf(rows, conversationId, -1)?.id : undefined;
  useEffect(() => {
    if (next) prefetch(next);
    if (previous) prefetch(previous);
  }, [next, previous, prefetch]);
}

function useConversationKeys(filter: ListFilter, conversationId: string | undefined): KeyBinding[] {
  const client = useQueryClient();
  const { rows } = useRows(filter);
  const { open, toList } = useGo();
  const deeds = useDeeds();
  if (!conversationId) return [];
  const current = () => knownRow(client, conversationId);

  function archive() {
    const row = current();
    if (!row?.can.archive) return;
    const next = neighbourOf(rows, row.id, 1) ?? neighbourOf(rows, row.id, -1);
    const stays = row.archivedAt !== null ? filter.queue !== "archive" : filter.queue === "archive";
    void (row.archivedAt ? deeds.reopen(row) : deeds.archive(row, new Date(now()).toISOString()));
    if (stays) return;
    if (next && threadIsBesideList()) open(next.id);
    else toList();
  }

  function assign() {
    const row = current();
    if (row?.can.assign) void deeds.assignToMe(row);
  }

  function transfer() {
    if (current()?.can.assign) transferring.set(conversationId ?? null);
  }

  return [
    { keys: "r", does: "Reply", run: () => write("reply") },
    { keys: "n", does: "Write a note for colleagues", run: () => write("note") },
    { keys: "e", does: "Archive or reopen", run: archive },
    { keys: "a", does: "Assign to me", run: assign },
    { keys: "t", does: "Transfer to a team or a colleague", run: transfer },
  ];
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>("[data-inbox-search]")?.select();
}

/** The row that the keyboard is on. */
function chosenRow(): string | undefined {
  const focused = document.activeElement;
  return focused instanceof HTMLElement ? focused.dataset.row : undefined;
}

function threadIsInSight(): boolean {
  return isShown("[data-thread]");
}

function threadIsBesideList(): boolean {
  return isShown("[data-thread]") && isShown("[aria-label='Conversations']");
}

function isShown(selector: string): boolean {
  return document.querySelector<HTMLElement>(`[data-inbox] > ${selector}`)?.checkVisibility() ?? false;
}

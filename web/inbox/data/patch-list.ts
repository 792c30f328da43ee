import type { InfiniteData } from "@tanstack/react-query";
import type { Conversation, listConversations } from "#contract/conversations.ts";
import type { AnswerOf } from "#contract/endpoint.ts";
import { belongs, type ListFilter } from "#web/inbox/data/belongs.ts";

/** One page of a list as the server answers it. */
export type ListPage = AnswerOf<typeof listConversations>;

/** A list as the cache keeps it. */
export type ListData = InfiniteData<ListPage, unknown>;

/**
 * Puts a changed conversation where it belongs in a loaded list: moved by its latest activity, taken out when it has left
 * the queue, added when it has come in. A row older than everything loaded waits for its page.
 */
export function patchList(data: ListData, row: Conversation, filter: ListFilter, memberId: string): ListData {
  const place = belongs(row, filter, memberId);
  const known = data.pages.some((page) => page.items.some((item) => item.id === row.id));
  if (!known && place !== "yes") return data;
  const without = data.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== row.id) }));
  if (place === "no") return { ...data, pages: without };
  return { ...data, pages: insert(without, row) };
}

/** Changes one row where it stands; the same data when the list does not show it. */
export function changeRow(
  data: ListData,
  conversationId: string,
  change: (row: Conversation) => Conversation,
): ListData {
  if (!data.pages.some((page) => page.items.some((item) => item.id === conversationId))) return data;
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => (item.id === conversationId ? change(item) : item)),
  }));
  return { ...data, pages };
}

/** All rows of a list; a row that two pages show because it moved between them counts once. */
export function rowsOf(data: ListData | undefined): Conversation[] {
  const rows = new Map<string, Conversation>();
  for (const row of data?.pages.flatMap((page) => page.items) ?? []) if (!rows.has(row.id)) rows.set(row.id, row);
  return [...rows.values()];
}

function insert(pages: ListPage[], row: Conversation): ListPage[] {
  const target = pages.findIndex((page) => page.items.some((item) => isBefore(row, item)));
  const last = pages.at(-1);
  if (target === -1 && last?.next) return pages;
  const index = target === -1 ? pages.length - 1 : target;
  return pages.map((page, at) => (at === index ? { ...page, items: insertSorted(page.items, row) } : page));
}

function insertSorted(items: Conversation[], row: Conversation): Conversation[] {
  const at = items.findIndex((item) => isBefore(row, item));
  return at === -1 ? [...items, row] : items.toSpliced(at, 0, row);
}

/** The order of every list: latest activity first, then the higher id. */
function isBefore(a: Conversation, b: Conversation): boolean {
  return a.lastActivityAt === b.lastActivityAt ? a.id > b.id : a.lastActivityAt > b.lastActivityAt;
}

import { expect, test } from "vitest";
import { changeRow, type ListData, patchList, rowsOf } from "#web/inbox/data/patch-list.ts";
import { idOf, lenas, momentOf } from "#web/inbox/test-rows.ts";

const me = idOf(300);
const row = (number: number, seconds: number) => lenas({ id: idOf(number), lastActivityAt: momentOf(seconds) });
const all = { queue: "all" } as const;

test("a row moves up by its latest activity and stands in the list once", () => {
  const patched = patchList(list([row(3, 30), row(2, 20)], [row(1, 10)]), row(1, 40), all, me);
  expect(numbers(patched)).toEqual([1, 3, 2]);
});

test("a new conversation comes in at its place", () => {
  expect(numbers(patchList(list([row(3, 30), row(1, 10)]), row(2, 20), all, me))).toEqual([3, 2, 1]);
  expect(numbers(patchList(list([row(3, 30)]), row(1, 10), all, me))).toEqual([3, 1]);
  expect(numbers(patchList(list([]), row(1, 10), all, me))).toEqual([1]);
});

test("a row older than what is loaded waits for its page", () => {
  const data = list([row(3, 30), row(2, 20)]);
  const more = { ...data, pages: data.pages.map((page) => ({ ...page, next: "cursor" })) };
  expect(numbers(patchList(more, row(1, 10), all, me))).toEqual([3, 2]);
});

test("the queue of a team holds what is the team's", () => {
  const sales = { id: idOf(400), name: "Sales", colour: "teal" } as const;
  const ofSales = { queue: "team", teamId: sales.id } as const;
  const given = lenas({ id: idOf(2), team: sales, lastActivityAt: momentOf(20) });
  expect(numbers(patchList(list([row(1, 10)]), given, ofSales, me))).toEqual([2, 1]);
  expect(numbers(patchList(list([given]), lenas({ id: idOf(2) }), ofSales, me))).toEqual([]);
});

test("of mentions only the server knows, so the list does not grow by itself", () => {
  const mentions = { queue: "mentions" } as const;
  expect(numbers(patchList(list([row(1, 10)]), row(2, 20), mentions, me))).toEqual([1]);
  expect(numbers(patchList(list([row(2, 20), row(1, 10)]), row(1, 30), mentions, me))).toEqual([1, 2]);
});

test("a row that has left the queue goes", () => {
  const archived = lenas({ id: idOf(2), lastActivityAt: momentOf(20), archivedAt: momentOf(25) });
  expect(numbers(patchList(list([row(3, 30), row(2, 20)]), archived, all, me))).toEqual([3]);
  expect(numbers(patchList(list([]), archived, { queue: "archive" }, me))).toEqual([2]);
});

test("each queue takes what belongs to it", () => {
  const mine = lenas({ assignee: { memberId: me, displayName: "Ana", avatarFileId: null }, unreplied: false });
  expect(numbers(patchList(list([]), mine, { queue: "mine" }, me))).toEqual([1]);
  expect(numbers(patchList(list([]), mine, { queue: "mine" }, idOf(301)))).toEqual([]);
  expect(numbers(patchList(list([]), mine, { queue: "unassigned" }, me))).toEqual([]);
  expect(numbers(patchList(list([]), mine, { queue: "unreplied" }, me))).toEqual([]);
  expect(numbers(patchList(list([]), mine, { queue: "all", channelId: idOf(101) }, me))).toEqual([]);
});

test("a searched list changes in place and never grows by itself", () => {
  const found = { queue: "all", search: "lena" } as const;
  expect(numbers(patchList(list([]), row(1, 10), found, me))).toEqual([]);
  expect(numbers(patchList(list([row(2, 20), row(1, 10)]), row(1, 30), found, me))).toEqual([1, 2]);
});

test("a change of one row leaves lists without it untouched", () => {
  const data = list([row(2, 20)]);
  expect(changeRow(data, idOf(1), (one) => ({ ...one, unread: 5 }))).toBe(data);
  expect(rowsOf(changeRow(data, idOf(2), (one) => ({ ...one, unread: 5 })))[0]?.unread).toBe(5);
});

test("a row that two pages show counts once", () => {
  expect(numbers(list([row(2, 20), row(1, 10)], [row(1, 10)]))).toEqual([2, 1]);
});

function list(...pages: ReturnType<typeof row>[][]): ListData {
  return { pages: pages.map((items) => ({ items, next: null })), pageParams: pages.map(() => null) };
}

function numbers(data: ListData): number[] {
  return rowsOf(data).map((one) => Number(one.id.slice(-4)));
}

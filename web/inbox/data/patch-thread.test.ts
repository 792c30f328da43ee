import { expect, test } from "vitest";
import type { Message } from "#contract/messages.ts";
import { hasMessage, patchMessage, stretchOf, type ThreadData } from "#web/inbox/data/patch-thread.ts";
import { idOf, said } from "#web/inbox/test-rows.ts";

test("a new message comes to the end", () => {
  expect(numbers(patchMessage(thread([said(2, 20), said(3, 30)]), said(4, 40)))).toEqual([2, 3, 4]);
});

test("a message that was told twice stands once, as it was told last", () => {
  const once = patchMessage(thread([said(2, 20)]), said(3, 30, { state: "queued" }));
  const twice = patchMessage(once, said(3, 30, { state: "sent" }));
  expect(numbers(twice)).toEqual([2, 3]);
  expect(stretchOf(twice).messages.at(-1)?.state).toBe("sent");
});

test("a late message stands at the time it was sent", () => {
  expect(numbers(patchMessage(thread([said(1, 10), said(3, 30)]), said(2, 20)))).toEqual([1, 2, 3]);
  expect(numbers(patchMessage(thread([said(5, 50)], [said(1, 10), said(3, 30)]), said(2, 20)))).toEqual([1, 2, 3, 5]);
});

test("what is older than all that is loaded waits for its stretch", () => {
  const data = thread([said(5, 50)]);
  const more = { ...data, pages: data.pages.map((page) => ({ ...page, before: "cursor" })) };
  expect(numbers(patchMessage(more, said(1, 10)))).toEqual([5]);
});

test("a first message finds an empty thread", () => {
  const data = patchMessage(thread([]), said(1, 10));
  expect(numbers(data)).toEqual([1]);
  expect(hasMessage(data, idOf(1))).toBe(true);
  expect(hasMessage(undefined, idOf(1))).toBe(false);
});

function thread(...pages: Message[][]): ThreadData {
  return {
    pages: pages.map((messages, at) => ({ messages, events: [], before: at < pages.length - 1 ? "cursor" : null })),
    pageParams: pages.map(() => null),
  };
}

function numbers(data: ThreadData): number[] {
  return stretchOf(data).messages.map((message) => Number(message.id.slice(-4)));
}

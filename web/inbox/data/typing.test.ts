import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hearTyping, isTypingIn } from "#web/inbox/data/typing.ts";
import { idOf } from "#web/inbox/test-rows.ts";

const lenas = idOf(1);
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("writing ends when it is told, and by itself after 15 seconds without a word of it", () => {
  hearTyping(lenas, true);
  expect([isTypingIn(lenas), isTypingIn(idOf(2))]).toEqual([true, false]);
  hearTyping(lenas, false);
  expect(isTypingIn(lenas)).toBe(false);

  hearTyping(lenas, true);
  vi.advanceTimersByTime(14_000);
  hearTyping(lenas, true);
  vi.advanceTimersByTime(14_000);
  expect(isTypingIn(lenas)).toBe(true);
  vi.advanceTimersByTime(1_000);
  expect(isTypingIn(lenas)).toBe(false);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { doingIn, hearTyping } from "#web/inbox/data/typing.ts";
import { idOf } from "#web/inbox/test-rows.ts";

const lenas = idOf(1);
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("writing ends when it is told, and by itself after 15 seconds without a word of it", () => {
  hearTyping(lenas, "writing");
  expect([doingIn(lenas), doingIn(idOf(2))]).toEqual(["writing", null]);
  hearTyping(lenas, null);
  expect(doingIn(lenas)).toBeNull();

  hearTyping(lenas, "writing");
  vi.advanceTimersByTime(14_000);
  hearTyping(lenas, "writing");
  vi.advanceTimersByTime(14_000);
  expect(doingIn(lenas)).toBe("writing");
  vi.advanceTimersByTime(1_000);
  expect(doingIn(lenas)).toBeNull();
});

test("who records what they say is not said to write", () => {
  hearTyping(lenas, "writing");
  hearTyping(lenas, "recording");
  expect(doingIn(lenas)).toBe("recording");
  hearTyping(lenas, null);
  expect(doingIn(lenas)).toBeNull();
});

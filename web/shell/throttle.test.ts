import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { throttle } from "#web/shell/throttle.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("the first call is done at once, a burst once more at the end of the interval", () => {
  const deed = vi.fn();
  const throttled = throttle(deed, 1_000);
  for (let call = 0; call < 50; call += 1) throttled.call();
  expect(deed).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(deed).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5_000);
  expect(deed).toHaveBeenCalledTimes(2);
});

test("what is stopped does nothing more", () => {
  const deed = vi.fn();
  const throttled = throttle(deed, 1_000);
  throttled.call();
  throttled.call();
  throttled.stop();
  vi.advanceTimersByTime(5_000);
  expect(deed).toHaveBeenCalledTimes(1);
});

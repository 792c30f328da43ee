import type { Clock } from "#server/platform/clock/clock.ts";

/** Threads are ordered by time: what is written now comes after what is already there, also within one millisecond. */
export function nextMoment(clock: Clock, last: Date | null): Date {
  const now = clock.now();
  const isJustNow = last !== null && last >= now && last.getTime() - now.getTime() < 5_000;
  return isJustNow ? new Date(last.getTime() + 1) : now;
}

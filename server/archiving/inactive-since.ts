import type { Clock } from "#server/platform/clock/clock.ts";

const dayMilliseconds = 24 * 3_600_000;

/** The moment since which nothing may have happened for a period of so many days to archive a conversation now. */
export function inactiveSince(clock: Clock, days: number): Date {
  return new Date(clock.now().getTime() - days * dayMilliseconds);
}

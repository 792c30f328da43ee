import type { SendingGuards } from "#contract/sending-guards.ts";
import { dayOf, midnightAfter } from "#server/guards/sending-day.ts";

const dayMilliseconds = 86_400_000;
const firstAllowance = 2;
const daysPerStep = 2;
const warmUpDays = 14;

/** A daily number and when its account was linked. */
export interface WarmUp {
  readonly daily_first_contacts: number;
  readonly warm_up: boolean;
  readonly linked_at: Date;
}

/**
 * How many first contacts a freshly linked account is allowed, by the day since then: two, then twice as many every second day, until
 * the daily number is reached, after two weeks at the latest.
 */
export function scheduleFor(daily: number): SendingGuards["schedule"] {
  const steps: SendingGuards["schedule"] = [];
  let allowed = firstAllowance;
  let fromDay = 1;
  while (allowed < daily && fromDay <= warmUpDays) {
    steps.push({ fromDay, firstContacts: allowed });
    allowed *= 2;
    fromDay += daysPerStep;
  }
  return [...steps, { fromDay, firstContacts: daily }];
}

/** How many first contacts are allowed on the day of `now`. */
export function allowedOn({ daily_first_contacts: daily, warm_up, linked_at }: WarmUp, now: Date): number {
  if (!warm_up) return daily;
  const day = daysSince(linked_at, now);
  return scheduleFor(daily).findLast(({ fromDay }) => fromDay <= day)?.firstContacts ?? firstAllowance;
}

/** On which day of its warm-up an account is and when that ends; null when it is over or off. */
export function warmingUp(
  { daily_first_contacts: daily, warm_up, linked_at }: WarmUp,
  now: Date,
): SendingGuards["warmingUp"] {
  const day = daysSince(linked_at, now);
  const last = scheduleFor(daily).at(-1)?.fromDay ?? 1;
  if (!warm_up || day >= last) return null;
  return { day, endsAt: new Date(midnightAfter(now).getTime() + (last - day - 1) * dayMilliseconds).toISOString() };
}

/** The day on which it was linked is the first. */
function daysSince(linkedAt: Date, now: Date): number {
  return Math.round((Date.parse(dayOf(now)) - Date.parse(dayOf(linkedAt))) / dayMilliseconds) + 1;
}

import { dayOf } from "#server/guards/sending-day.ts";
import type { Clock } from "#server/platform/clock/clock.ts";

/** Does what counts by the day (UTC), from the beginning each time, until no midnight came in between. */
export async function onOneDay<Outcome>(clock: Clock, work: () => Promise<Outcome>): Promise<Outcome> {
  const day = dayOf(clock.now());
  const [done] = await Promise.allSettled([work()]);
  if (dayOf(clock.now()) !== day) return onOneDay(clock, work);
  if (done.status === "rejected") throw done.reason;
  return done.value;
}

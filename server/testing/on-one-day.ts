import { dayOf } from "#server/guards/sending-day.ts";
import type { Clock } from "#server/platform/clock/clock.ts";

/** Does what counts by the day (UTC) until no midnight came in between; `anew` is done before each repetition. */
export async function onOneDay<Outcome>(
  clock: Clock,
  work: () => Promise<Outcome>,
  anew: () => Promise<void> = async () => undefined,
): Promise<Outcome> {
  const day = dayOf(clock.now());
  const [done] = await Promise.allSettled([work()]);
  if (dayOf(clock.now()) !== day) {
    await anew();
    return onOneDay(clock, work, anew);
  }
  if (done.status === "rejected") throw done.reason;
  return done.value;
}

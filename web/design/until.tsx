import { useNow } from "#web/design/clock.ts";
import { dayKey, exactTime, timeOfDay } from "#web/design/format-time.ts";
import { useTimeZone } from "#web/design/relative-time.tsx";

/** A moment of the next 24 hours: "today at 15:02". */
export function Until({ moment }: { moment: string }) {
  const zone = useTimeZone();
  const at = Date.parse(moment);
  const isToday = dayKey(at, zone) === dayKey(useNow(), zone);
  return (
    <time dateTime={moment} title={exactTime(at, zone)}>
      {isToday ? "today" : "tomorrow"} at {timeOfDay(at, zone)}
    </time>
  );
}

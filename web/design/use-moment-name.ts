import { useNow } from "#web/design/clock.ts";
import { dayName, timeOfDay } from "#web/design/format-time.ts";
import { useTimeZone } from "#web/design/relative-time.tsx";

/** A moment (ISO 8601) as it follows "since": "14:02" when it was today, else with its day. */
export function useMomentName(moment: string): string {
  const zone = useTimeZone();
  const present = useNow();
  const at = Date.parse(moment);
  const day = dayName(at, Math.max(present, at), zone);
  const time = timeOfDay(at, zone);
  return day === "Today" ? time : `${day === "Yesterday" ? "yesterday" : day}, ${time}`;
}

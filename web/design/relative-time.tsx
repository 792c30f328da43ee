import { createContext, useContext } from "react";
import { useNow } from "#web/design/clock.ts";
import { exactTime, relativeTime } from "#web/design/format-time.ts";

const TimeZone = createContext(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** Everything below shows times in this IANA zone. Without it, times are in the browser's own. */
export const TimeZoneProvider = TimeZone.Provider;

/** The zone in which times are shown. */
export function useTimeZone(): string {
  return useContext(TimeZone);
}

interface RelativeTimeProps {
  /** ISO 8601, as the API writes moments. */
  readonly moment: string;
  /** `short`: "4m", for lists. `long`: "4 minutes ago", for sentences. */
  readonly style?: "short" | "long" | undefined;
}

/** How long ago something was, kept up to date; the exact moment appears on hover. */
export function RelativeTime({ moment, style = "short" }: RelativeTimeProps) {
  const present = useNow();
  const zone = useTimeZone();
  const at = Date.parse(moment);
  return (
    <time dateTime={moment} title={exactTime(at, zone)}>
      {relativeTime(at, Math.max(present, at), zone, style)}
    </time>
  );
}

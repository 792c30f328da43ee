import type { ChannelDay } from "#contract/channel-history.ts";
import styles from "#web/channels/history/history.module.css";
import { meaningOfDay } from "#web/channels/history/sum-days.ts";
import { classes } from "#web/design/classes.ts";
import { counted } from "#web/design/format-number.ts";
import { lengthOfTime } from "#web/design/format-time.ts";

/** One bar for each day, oldest first: low while all was well, high where the channel was offline. Pointing at one says what was. */
export function HistoryStrip({ days }: { days: readonly ChannelDay[] }) {
  return (
    <span className={styles.strip} aria-hidden>
      {days.map((day) => (
        <span key={day.date} className={styles.day} title={sentenceOf(day)}>
          <span className={classes(styles.bar, styles[meaningOfDay(day)])} />
        </span>
      ))}
    </span>
  );
}

function sentenceOf(day: ChannelDay): string {
  // A calendar day, which is the same everywhere.
  const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
  return `${date.format(Date.parse(day.date))}: ${whatWas(day)}`;
}

function whatWas({ known, offline, paused, outages, lateMessages }: ChannelDay): string {
  if (known === 0) return "not connected yet";
  const rest = paused > 0 ? `, paused for ${lengthOfTime(paused)}` : "";
  if (offline === 0) return `no outage${rest}`;
  const times = outages > 1 ? ` in ${outages} outages` : "";
  const late = lateMessages > 0 ? `, ${counted(lateMessages, "message")} came in late` : "";
  return `offline for ${lengthOfTime(offline)}${times}${late}${rest}`;
}

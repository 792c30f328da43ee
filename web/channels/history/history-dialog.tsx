import { Modal } from "@mantine/core";
import type { ChannelDay, ChannelOutage } from "#contract/channel-history.ts";
import type { Channel } from "#contract/channels.ts";
import styles from "#web/channels/history/history.module.css";
import { HistoryStrip } from "#web/channels/history/history-strip.tsx";
import { reasonNames } from "#web/channels/history/reason-names.ts";
import { useNow } from "#web/design/clock.ts";
import { counted } from "#web/design/format-number.ts";
import { dayName, exactTime, lengthOfTime, timeOfDay } from "#web/design/format-time.ts";
import { useTimeZone } from "#web/design/relative-time.tsx";
import { useFocusBack } from "#web/design/use-focus-back.ts";

interface HistoryDialogProps {
  readonly channel: Channel;
  readonly history: { readonly days: readonly ChannelDay[]; readonly outages: readonly ChannelOutage[] };
  readonly onClose: () => void;
}

/** When a channel was offline, how long, why, and what came in late. */
export function HistoryDialog({ channel, history: { days, outages }, onClose }: HistoryDialogProps) {
  useFocusBack();
  return (
    <Modal opened onClose={onClose} title={`History of ${channel.name}`} size="lg">
      <div className={styles.large}>
        <HistoryStrip days={days} />
        <p className={styles.ends}>
          <span>30 days ago</span>
          <span>today</span>
        </p>
      </div>
      {outages.length === 0 ? (
        <p className={styles.none}>It has not been offline since it was connected.</p>
      ) : (
        <ol className={styles.outages}>
          {outages.map((outage) => (
            <OutageLine key={outage.id} outage={outage} />
          ))}
        </ol>
      )}
      {outages.length === mostShown ? <p className={styles.none}>Older outages are not listed.</p> : null}
    </Modal>
  );
}

const mostShown = 50;

function OutageLine({ outage: { startedAt, endedAt, reason, lateMessages } }: { outage: ChannelOutage }) {
  const zone = useTimeZone();
  const present = useNow();
  const from = Date.parse(startedAt);
  const to = endedAt ? Date.parse(endedAt) : present;
  return (
    <li className={styles.outage}>
      <time dateTime={startedAt} title={exactTime(from, zone)} className={styles.when}>
        {dayName(from, present, zone)}, {timeOfDay(from, zone)}
      </time>
      <span>{endedAt ? lengthOfTime(to - from) : `offline for ${lengthOfTime(Math.max(0, to - from))}`}</span>
      <span className={styles.why}>
        {reason ? reasonNames[reason] : "no answer"}
        {lateMessages > 0 ? ` · ${counted(lateMessages, "message")} came in late` : ""}
      </span>
    </li>
  );
}

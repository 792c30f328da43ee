import { Link } from "@tanstack/react-router";
import type { Alert } from "#contract/alerts.ts";
import styles from "#web/alerts/alert-list.module.css";
import { reasonSentences } from "#web/channels/channel-sentences.ts";
import { useNow } from "#web/design/clock.ts";
import { counted } from "#web/design/format-number.ts";
import { dayName, exactTime, lengthOfTime, timeOfDay } from "#web/design/format-time.ts";
import { useTimeZone } from "#web/design/relative-time.tsx";
import { StatusPill } from "#web/design/status-pill.tsx";
import { ChannelGlyph, channelKindName } from "#web/inbox/channel-glyph.tsx";

interface AlertLineProps {
  readonly alert: Alert;
  readonly onLeave: () => void;
}

/** One outage: which channel, from when to when, why, and what came in late. */
export function AlertLine({ alert, onLeave }: AlertLineProps) {
  const { channel, reason, endedAt, lateMessages } = alert;
  return (
    <Link
      to="/settings/integrations"
      search={endedAt === null ? { fix: channel.id } : {}}
      hash={channel.id}
      hashScrollIntoView={false}
      className={styles.line}
      onClick={onLeave}
    >
      <span className={styles.glyph}>
        <ChannelGlyph kind={channel.kind} size={20} />
      </span>
      <span className={styles.said}>
        <span className={styles.channel}>
          <span className={styles.name}>{channel.name}</span>
          {alert.seen ? null : <span className="wk-hidden">New. </span>}
          <Pill alert={alert} />
        </span>
        <Span alert={alert} />
        {endedAt === null && reason ? (
          <span className={styles.soft}>{reasonSentences[reason](channelKindName(channel.kind))}</span>
        ) : null}
        {lateMessages > 0 ? (
          <span className={styles.soft}>{counted(lateMessages, "message")} came in late.</span>
        ) : null}
      </span>
    </Link>
  );
}

function Pill({ alert: { endedAt, outages } }: { alert: Alert }) {
  if (endedAt !== null) return <StatusPill meaning="good">BACK</StatusPill>;
  return <StatusPill meaning="bad">{outages > 1 ? "UNSTABLE" : "OFFLINE"}</StatusPill>;
}

/** "Today, 14:02 to 14:31 (29 min)", "Today, since 14:02", or how often a channel went up and down. */
function Span({ alert }: { alert: Alert }) {
  const zone = useTimeZone();
  const present = useNow();
  const from = Date.parse(alert.offlineSince);
  const to = alert.endedAt ? Date.parse(alert.endedAt) : null;
  const day = dayName(from, present, zone);
  const isSeries = alert.outages > 1;
  if (to === null) {
    return (
      <span title={exactTime(from, zone)}>
        {isSeries ? `Up and down, offline ${alert.outages} times since ` : "Offline since "}
        {day === "Today" ? "" : `${day}, `}
        {timeOfDay(from, zone)}
      </span>
    );
  }
  if (isSeries) {
    return (
      <span title={`${exactTime(from, zone)} to ${exactTime(to, zone)}`}>
        {day}, offline {alert.outages} times from {timeOfDay(from, zone)} to {timeOfDay(to, zone)}
      </span>
    );
  }
  return (
    <span title={`${exactTime(from, zone)} to ${exactTime(to, zone)}`}>
      {day}, offline {timeOfDay(from, zone)} to {timeOfDay(to, zone)} ({lengthOfTime(to - from)})
    </span>
  );
}

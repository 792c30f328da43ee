import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { historyDays } from "#contract/channel-history.ts";
import type { Channel } from "#contract/channels.ts";
import type { LiveEvent } from "#contract/live.ts";
import styles from "#web/channels/history/history.module.css";
import { HistoryDialog } from "#web/channels/history/history-dialog.tsx";
import { historyQuery } from "#web/channels/history/history-query.ts";
import { HistoryStrip } from "#web/channels/history/history-strip.tsx";
import { type DaysSum, shareInWords, sumDays } from "#web/channels/history/sum-days.ts";
import { counted } from "#web/design/format-number.ts";
import { lengthOfTime } from "#web/design/format-time.ts";
import { useTimeZone } from "#web/design/relative-time.tsx";
import { useLiveRefresh } from "#web/shell/use-live-refresh.ts";

/** The last 30 days of a channel in one line, which opens what happened in them. */
export function HistoryLine({ channel }: { channel: Channel }) {
  const zone = useTimeZone();
  const [open, setOpen] = useState(false);
  const query = historyQuery(channel, zone);
  const { data } = useQuery(query);
  useLiveRefresh([query.queryKey], (event) => tellsOfOutage(event, channel.id));
  if (!data) return <div className={styles.waiting} />;
  const words = wordsOf(sumDays(data.days));
  return (
    <>
      <button
        type="button"
        className={styles.line}
        aria-label={`History of ${channel.name}: ${words}`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <HistoryStrip days={data.days} />
        <span>{words}</span>
      </button>
      {open ? <HistoryDialog channel={channel} history={data} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** What came in late is counted only some seconds after the channel is back. */
function tellsOfOutage(event: LiveEvent, channelId: string): boolean {
  if (event.kind === "alert") return event.alert.channel.id === channelId;
  return event.kind === "conversation" && event.event?.gap != null && event.conversation.channel.id === channelId;
}

function wordsOf({ share, outages, offline }: DaysSum): string {
  if (share === null) return `last ${historyDays} days: not connected yet`;
  const lost = outages === 0 ? "no outage" : `${counted(outages, "outage")} (${lengthOfTime(offline)})`;
  return `last ${historyDays} days: ${shareInWords(share)}, ${lost}`;
}

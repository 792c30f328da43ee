import { Button } from "@mantine/core";
import type { Channel } from "#contract/channels.ts";
import styles from "#web/channels/channel-card.module.css";
import { channelKindParts } from "#web/channels/channel-kinds.ts";
import { useSecond } from "#web/channels/use-second.ts";
import { dayName } from "#web/design/format-time.ts";
import { Notice } from "#web/design/notice.tsx";
import { useTimeZone } from "#web/design/relative-time.tsx";
import { channelKindName } from "#web/inbox/channel-glyph.tsx";

interface ExpiryNoticeProps {
  readonly channel: Channel;
  readonly onReconnect: () => void;
}

const warnedMs = 14 * 24 * 3_600_000;

/** Says two weeks ahead that somebody must log in again for a channel, and when that is overdue; nothing where another notice says more. */
export function ExpiryNotice({ channel, onReconnect }: ExpiryNoticeProps) {
  const { credentialsExpireAt, status } = channel;
  if (credentialsExpireAt === null || status === "NEEDS_ACTION") return null;
  return <Warning channel={channel} moment={credentialsExpireAt} onReconnect={onReconnect} />;
}

function Warning({ channel, moment, onReconnect }: ExpiryNoticeProps & { moment: string }) {
  const present = useSecond();
  const zone = useTimeZone();
  const left = Date.parse(moment) - present;
  if (left > warnedMs) return null;
  const when = whenOf(Date.parse(moment), present, zone);
  const service = channelKindName(channel.kind);
  return (
    <div className={styles.notice}>
      <Notice
        meaning={left > 0 ? "attention" : "bad"}
        action={
          channel.can.configure ? (
            <Button variant="default" onClick={onReconnect}>
              {channelKindParts[channel.kind].reconnectVerb}
            </Button>
          ) : null
        }
      >
        {left > 0
          ? `The login that connects this account to ${service} ends ${when}. Log in again before, and nothing is interrupted.`
          : `The login that connects this account to ${service} ended ${when}, and it may stop at any moment. Log in again to go on.`}
      </Notice>
    </div>
  );
}

function whenOf(moment: number, present: number, zone: string): string {
  const day = dayName(moment, present, zone);
  return day === "Today" || day === "Yesterday" ? day.toLowerCase() : `on ${day}`;
}

import type { Channel } from "#contract/channels.ts";
import styles from "#web/channels/channel-card.module.css";
import { channelKindParts } from "#web/channels/channel-kinds.ts";
import { reasonSentences, statusMeanings, webhookReasons } from "#web/channels/channel-sentences.ts";
import { RemedyButton } from "#web/channels/remedy-button.tsx";
import { Notice } from "#web/design/notice.tsx";
import { useMomentName } from "#web/design/use-moment-name.ts";
import { channelKindName } from "#web/inbox/channel-glyph.tsx";

interface StatusNoticeProps {
  readonly channel: Channel;
  /** The page has not heard from the server for a minute. */
  readonly unknown: boolean;
  readonly onReconnect: () => void;
}

/** Why a channel is not connected, since when, and what to do; nothing while it is. */
export function StatusNotice({ channel, unknown, onReconnect }: StatusNoticeProps) {
  const since = useMomentName(channel.statusSince);
  if (unknown) {
    return (
      <div className={styles.notice}>
        <Notice meaning="quiet">
          Wokfow has not answered this page for a minute, so its channels may have changed since. It goes on trying.
        </Notice>
      </div>
    );
  }
  const sentence = sentenceOf(channel);
  if (!sentence) return null;
  return (
    <div className={styles.notice}>
      <Notice
        meaning={statusMeanings[channel.status]}
        action={<RemedyButton channel={channel} onReconnect={onReconnect} />}
      >
        {sentence} <span className={styles.since}>Since {since}.</span>
        <WebhookToEnter {...channel} />
      </Notice>
    </div>
  );
}

/** The exact words to enter at the service, where that is what is wrong. */
function WebhookToEnter({ kind, reason, status, can }: Channel) {
  const { DashboardWebhook } = channelKindParts[kind];
  if (!DashboardWebhook || status !== "NEEDS_ACTION" || !reason || !webhookReasons.has(reason)) return null;
  return can.configure ? <DashboardWebhook /> : null;
}

function sentenceOf({ kind, status, reason }: Channel): string | null {
  const name = channelKindName(kind);
  if (status === "CONNECTED") return null;
  if (status === "PAUSED") return `Nothing is received or sent. ${channelKindParts[kind].pausedSentence}`;
  if (reason) return reasonSentences[reason](name);
  return status === "CONNECTING" ? `Waiting for the first answer of ${name}.` : `${name} does not answer.`;
}

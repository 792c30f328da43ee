import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type Channel, resumeChannel } from "#contract/channels.ts";
import styles from "#web/channels/channel-card.module.css";
import { channelKindParts } from "#web/channels/channel-kinds.ts";
import { mendedElsewhere, reasonSentences, statusMeanings, webhookReasons } from "#web/channels/channel-sentences.ts";
import { keepChannel } from "#web/channels/use-channels.ts";
import { Notice } from "#web/design/notice.tsx";
import { notifyProblem } from "#web/design/notify.tsx";
import { useSaving } from "#web/design/save-state.tsx";
import { useMomentName } from "#web/design/use-moment-name.ts";
import { channelKindName } from "#web/inbox/channel-glyph.tsx";
import { call } from "#web/shell/api.ts";

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
        action={channel.can.configure ? <Remedy channel={channel} onReconnect={onReconnect} /> : null}
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

function Remedy({ channel, onReconnect }: { channel: Channel; onReconnect: () => void }) {
  const client = useQueryClient();
  const { saving, save } = useSaving(async () => {
    keepChannel(client, await call(resumeChannel, { params: { channelId: channel.id } }).catch(tell));
  });
  if (channel.status === "PAUSED") {
    return (
      <Button variant="default" loading={saving.kind === "saving"} onClick={() => void save()}>
        Resume
      </Button>
    );
  }
  if (!canBeMendedHere(channel)) return null;
  return (
    <Button variant="default" onClick={onReconnect}>
      {channelKindParts[channel.kind].reconnectVerb}
    </Button>
  );
}

/** Connecting again mends what needs a person, and parts from another program that has taken over. */
function canBeMendedHere({ status, reason }: Channel): boolean {
  if (reason === "replaced") return true;
  return status === "NEEDS_ACTION" && (reason === null || !mendedElsewhere.has(reason));
}

function tell(error: unknown): never {
  notifyProblem(error);
  throw error;
}

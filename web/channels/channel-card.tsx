import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Channel } from "#contract/channels.ts";
import styles from "#web/channels/channel-card.module.css";
import { channelKindParts } from "#web/channels/channel-kinds.ts";
import { ChannelMenu } from "#web/channels/channel-menu.tsx";
import { statusMeanings, statusWords } from "#web/channels/channel-sentences.ts";
import { ExpiryNotice } from "#web/channels/expiry-notice.tsx";
import { HistoryLine } from "#web/channels/history/history-line.tsx";
import { ProofLine } from "#web/channels/proof-line.tsx";
import { remedyOf } from "#web/channels/remedy-of.ts";
import { StatusNotice } from "#web/channels/status-notice.tsx";
import { SyncProgress } from "#web/channels/sync-progress.tsx";
import { useRefresh } from "#web/channels/use-refresh.ts";
import { useSecond } from "#web/channels/use-second.ts";
import { counted } from "#web/design/format-number.ts";
import { SaveState } from "#web/design/save-state.tsx";
import { StatusPill } from "#web/design/status-pill.tsx";
import { GuardsLine } from "#web/guards/guards-line.tsx";
import { ChannelGlyph, channelKindName } from "#web/inbox/channel-glyph.tsx";
import { QueueLine } from "#web/queues/queue-line.tsx";

interface ChannelCardProps {
  readonly channel: Channel;
  /** When the server last told about its channels, in milliseconds since 1970. */
  readonly heardAt: number;
  /** Somebody has come here to mend it. */
  readonly sought: boolean;
  readonly onFound: () => void;
}

const oldAfterMs = 60_000;

/** One channel: its account, its status with the evidence, and what can be done with it. */
export function ChannelCard({ channel, heardAt, sought, onFound }: ChannelCardProps) {
  const { Reconnect } = channelKindParts[channel.kind];
  const service = channelKindName(channel.kind);
  const { saving, refresh, refreshing } = useRefresh(channel.id);
  const [reconnecting, setReconnecting] = useState(false);
  // A page that has not heard from the server for a minute does not know; it must not go on saying CONNECTED.
  const unknown = useSecond() - heardAt > oldAfterMs;
  const { card, meant } = useMeant(channel.id);
  useMending(sought, () => {
    if (channel.can.configure && remedyOf(channel) === "reconnect") setReconnecting(true);
    else card.current?.focus();
    onFound();
  });
  return (
    <article
      ref={card}
      className={styles.card}
      aria-label={channel.name}
      data-channel={channel.id}
      data-meant={meant || undefined}
      tabIndex={-1}
    >
      <ChannelGlyph kind={channel.kind} size={32} />
      <header className={styles.header}>
        <h2 className={styles.name}>{channel.name}</h2>
        <Status channel={channel} unknown={unknown} />
      </header>
      <div className={styles.deeds}>
        <Button
          className={styles.refresh}
          variant="default"
          leftSection={<IconRefresh size={16} />}
          loading={refreshing}
          onClick={() => void refresh()}
          aria-label={`Refresh status of ${channel.name}`}
        >
          <span className={styles.word}>Refresh status</span>
        </Button>
        <ChannelMenu channel={channel} onReconnect={() => setReconnecting(true)} />
      </div>
      <div className={styles.body}>
        <p className={styles.account}>
          {service} · <span className={styles.whole}>{channel.account} ·</span>{" "}
          <span className={styles.whole}>{transports[channel.transport]}</span>
        </p>
        <ProofLine channel={channel} refreshing={refreshing} asked={saving.kind === "saved"} service={service} />
        <HistoryLine channel={channel} />
        {channel.sync && isGoing(channel) ? <SyncProgress {...channel.sync} /> : null}
        <QueueLine channelId={channel.id} />
        {channel.capabilities.guarded ? <GuardsLine channelId={channel.id} /> : null}
        {channel.ignoredGroupMessages > 0 ? (
          <p className={styles.account}>
            {counted(channel.ignoredGroupMessages, "message")} in groups left alone. Only private chats come to the
            inbox.
          </p>
        ) : null}
        {saving.kind === "failed" ? <SaveState saving={saving} /> : null}
      </div>
      <StatusNotice channel={channel} unknown={unknown} onReconnect={() => setReconnecting(true)} />
      <ExpiryNotice channel={channel} onReconnect={() => setReconnecting(true)} />
      {reconnecting ? <Reconnect channel={channel} onClose={() => setReconnecting(false)} /> : null}
    </article>
  );
}

/** Whether a link from elsewhere was about this channel; its card then comes into sight, as others may have the same name. */
function useMeant(channelId: string) {
  const card = useRef<HTMLElement>(null);
  const meant = useLocation({ select: ({ hash }) => hash === channelId });
  useEffect(() => {
    if (meant) card.current?.scrollIntoView({ block: "center" });
  }, [meant]);
  return { card, meant };
}

/** Begins the mending of a channel once, when somebody has come for that. */
function useMending(sought: boolean, mend: () => void) {
  const begin = useEffectEvent(mend);
  useEffect(() => {
    if (sought) begin();
  }, [sought]);
}

function Status({ channel, unknown }: { channel: Channel; unknown: boolean }) {
  if (unknown) return <StatusPill meaning="quiet">UNKNOWN</StatusPill>;
  return <StatusPill meaning={statusMeanings[channel.status]}>{statusWords[channel.status]}</StatusPill>;
}

/** What was under way when the line ended is not any more. */
function isGoing({ status }: Channel): boolean {
  return status !== "NEEDS_ACTION" && status !== "PAUSED";
}

const transports: Readonly<Record<Channel["transport"], string>> = {
  polling: "by polling",
  webhook: "by webhook",
  socket: "as a linked device",
};

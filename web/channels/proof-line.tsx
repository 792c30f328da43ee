import { Loader } from "@mantine/core";
import type { Channel } from "#contract/channels.ts";
import styles from "#web/channels/channel-card.module.css";
import { statusWords } from "#web/channels/channel-sentences.ts";
import { useSecond } from "#web/channels/use-second.ts";
import { exactTime } from "#web/design/format-time.ts";
import { useTimeZone } from "#web/design/relative-time.tsx";

interface ProofLineProps {
  readonly channel: Channel;
  readonly refreshing: boolean;
  /** Whether somebody here has just asked for the status and has it. */
  readonly asked: boolean;
  readonly service: string;
}

/**
 * The evidence behind a status and its age, which ticks: "checked 12 s ago · getMe 84 ms, 0 updates waiting"; of a lost one, when it
 * last answered, and the next try.
 */
export function ProofLine({ channel, refreshing, asked, service }: ProofLineProps) {
  const { proof } = channel;
  const present = useSecond();
  const zone = useTimeZone();
  if (refreshing) {
    return (
      <p className={styles.proof} role="status">
        <Loader size={10} color="gray" /> Asking {service}…
      </p>
    );
  }
  const next = nextTry(channel, present);
  const connected = channel.status === "CONNECTED";
  // The evidence of a lost channel stays as it was, so that asking would seem to have done nothing.
  const news = asked && !connected ? newsOf(channel) : null;
  if (!proof) return <p className={styles.proof}>{news ?? next ?? "Not checked yet."}</p>;
  const at = Date.parse(proof.checkedAt);
  return (
    <p className={styles.proof}>
      {news ? <span role="status">{news} · </span> : null}
      <time dateTime={proof.checkedAt} title={exactTime(at, zone)}>
        {connected ? "checked" : "last answer"} {ageOf(present - at)} ago
      </time>
      {proof.summary && !news ? ` · ${proof.summary}` : ""}
      {next ? ` · ${next}` : ""}
    </p>
  );
}

function newsOf({ status }: Channel): string {
  return status === "PAUSED" ? "not asked during a pause" : `asked just now: ${statusWords[status]}`;
}

/** When the line of a disconnected channel tries again by itself; a moment that is over is now, as the news of it is on its way. */
function nextTry({ status, nextTryAt }: Channel, present: number): string | null {
  if (status !== "DISCONNECTED" || !nextTryAt) return null;
  const seconds = Math.ceil((Date.parse(nextTryAt) - present) / 1_000);
  return seconds > 0
    ? `next try in ${seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}`
    : "trying now";
}

/** The clocks of browser and server differ a little, so an age is never below nothing. */
function ageOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 2 * 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3_600) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
}

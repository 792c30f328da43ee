import { ActionIcon } from "@mantine/core";
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { clockOf } from "#contract/excerpt.ts";
import { downloadFile } from "#contract/files.ts";
import type { Attachment } from "#contract/message-content.ts";
import { DocumentCard } from "#web/inbox/content/document-card.tsx";
import styles from "#web/inbox/content/sound.module.css";
import { useAudio } from "#web/inbox/content/use-audio.ts";
import { useSpeed } from "#web/inbox/content/use-speed.ts";
import { Waveform } from "#web/inbox/content/waveform.tsx";
import { addressOf } from "#web/shell/api.ts";

/** A voice message: its loudness, where one is in it, how fast it is played. It is fetched when it is first played. */
export function VoicePlayer({ attachment }: { attachment: Attachment }) {
  if (attachment.state === "failed") return <DocumentCard attachment={{ ...attachment, name: "Voice message" }} />;
  return (
    <SoundPlayer
      noun="voice message"
      address={attachment.state === "stored" ? addressOfFile(attachment) : null}
      seconds={attachment.seconds}
      waveform={attachment.waveform}
    />
  );
}

/** A sound file: what it is called, and its player. */
export function AudioCard({ attachment }: { attachment: Attachment }) {
  return (
    <div className={styles.audio}>
      <DocumentCard attachment={attachment} />
      {attachment.state === "stored" ? (
        <SoundPlayer noun="sound" address={addressOfFile(attachment)} seconds={attachment.seconds} waveform={null} />
      ) : null}
    </div>
  );
}

interface SoundPlayerProps {
  readonly noun: string;
  /** Null while it cannot be played yet. */
  readonly address: string | null;
  readonly seconds: number | null;
  readonly waveform: readonly number[] | null;
}

/** Play and pause, the time, the speed; a plain bar where the loudness was not measured. */
export function SoundPlayer({ noun, address, seconds, waveform }: SoundPlayerProps) {
  const { speed, faster } = useSpeed();
  const audio = useAudio(address ?? "", speed);
  const length = seconds ?? audio.length ?? 0;
  const { playing, at } = audio;
  return (
    <div className={styles.sound} data-playing={playing || undefined}>
      <ActionIcon
        variant="filled"
        color="teal"
        radius={18}
        size={36}
        disabled={address === null}
        aria-label={playing ? `Pause the ${noun}` : `Play the ${noun}`}
        onClick={audio.toggle}
      >
        {playing ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
      </ActionIcon>
      {audio.unplayable && address ? (
        <a className={styles.unplayable} href={address} download>
          This browser cannot play it. Download it
        </a>
      ) : (
        <Track noun={noun} at={at} length={length} waveform={waveform} enabled={address !== null} onSeek={audio.seek} />
      )}
      <span className={styles.clock}>{length > 0 || at > 0 ? clockOf(playing || at > 0 ? at : length) : ""}</span>
      <button
        type="button"
        className={styles.speed}
        aria-label={`Speed ${speed}, change it`}
        title="How fast it is played"
        onClick={faster}
      >
        {speed}×
      </button>
    </div>
  );
}

type Bar = CSSProperties & Readonly<Record<"--at", string>>;

interface TrackProps {
  readonly noun: string;
  readonly at: number;
  readonly length: number;
  readonly waveform: readonly number[] | null;
  readonly enabled: boolean;
  readonly onSeek: (seconds: number) => void;
}

/** The waveform is drawn; what is moved, by hand or by keys, is the slider that lies over it. */
function Track({ noun, at, length, waveform, enabled, onSeek }: TrackProps) {
  const measured = waveform && waveform.length > 0 ? waveform : null;
  const bar: Bar = { "--at": `${length > 0 ? Math.min(100, (at / length) * 100) : 0}%` };
  return (
    <span className={styles.track} data-drawn={measured ? true : undefined}>
      {measured ? <Waveform waveform={measured} played={length > 0 ? Math.min(1, at / length) : 0} /> : null}
      <input
        className={styles.range}
        style={bar}
        type="range"
        aria-label={`Position in the ${noun}`}
        aria-valuetext={`${clockOf(at)} of ${clockOf(length)}`}
        disabled={!enabled}
        min={0}
        max={Math.max(length, 1)}
        step={0.1}
        value={at}
        onChange={(event) => onSeek(Number(event.currentTarget.value))}
      />
    </span>
  );
}

function addressOfFile({ fileId }: Attachment): string {
  return addressOf(downloadFile, { params: { fileId } });
}

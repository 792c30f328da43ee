import { ActionIcon } from "@mantine/core";
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import { downloadFile } from "#contract/files.ts";
import type { Attachment } from "#contract/messages.ts";
import styles from "#web/inbox/thread/attachment.module.css";
import { useAudio } from "#web/inbox/thread/use-audio.ts";
import { addressOf } from "#web/shell/api.ts";

/** A voice message: play, pause, and where one is in it. Its sound is fetched when it is first played. */
export function VoicePlayer({ attachment }: { attachment: Attachment }) {
  const address = addressOf(downloadFile, { params: { fileId: attachment.fileId } });
  const { playing, at, unplayable, toggle, seek } = useAudio(address);
  const length = attachment.seconds ?? 0;
  if (attachment.state === "failed") return <span className={styles.size}>{attachment.failure}</span>;
  return (
    <div className={styles.voice}>
      <ActionIcon
        variant="filled"
        color="teal"
        radius="xl"
        disabled={attachment.state !== "stored"}
        aria-label={playing ? "Pause the voice message" : "Play the voice message"}
        onClick={toggle}
      >
        {playing ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
      </ActionIcon>
      {unplayable ? (
        <a className={styles.track} href={address} download>
          This browser cannot play it. Download it
        </a>
      ) : (
        <input
          className={styles.track}
          type="range"
          aria-label="Position in the voice message"
          min={0}
          max={Math.max(length, 1)}
          step={0.1}
          value={at}
          onChange={(event) => seek(Number(event.currentTarget.value))}
        />
      )}
      <span className={styles.clock}>{clockOf(playing || at > 0 ? at : length)}</span>
    </div>
  );
}

function clockOf(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

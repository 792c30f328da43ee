import { IconArrowsMaximize, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { clockOf } from "#contract/excerpt.ts";
import { downloadFile, downloadThumbnail } from "#contract/files.ts";
import type { Attachment } from "#contract/message-content.ts";
import styles from "#web/inbox/content/attachment.module.css";
import { DocumentCard } from "#web/inbox/content/document-card.tsx";
import { EmptyFrame, Frame, leastVideoPixels } from "#web/inbox/content/frame.tsx";
import { shownLarge } from "#web/inbox/content/shown-large.ts";
import { takeTurn } from "#web/inbox/content/turns.ts";
import { useNear } from "#web/inbox/content/use-near.ts";
import { addressOf } from "#web/shell/api.ts";

/** A video that begins where it stands and can be shown large. Before that, its first picture and its length. */
export function Video({ attachment }: { attachment: Attachment }) {
  const [unplayable, setUnplayable] = useState(false);
  if (attachment.state !== "stored") return <EmptyFrame attachment={attachment} noun="video" />;
  if (unplayable) return <DocumentCard attachment={attachment} fault="This browser cannot play it. Download it" />;
  return <Player attachment={attachment} onUnplayable={() => setUnplayable(true)} />;
}

function Player({ attachment, onUnplayable }: { attachment: Attachment; onUnplayable: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const near = useNear(video);
  const [begun, setBegun] = useState(false);
  const [measured, setMeasured] = useState<{ width: number; height: number } | null>(null);
  const sized = { ...attachment, ...(attachment.width === null ? measured : null) };
  function begin(): void {
    setBegun(true);
    void video.current?.play().catch(onUnplayable);
    // The button that had the focus goes away.
    video.current?.focus();
  }
  return (
    <Frame attachment={sized} least={leastVideoPixels} className={styles.video}>
      <video
        ref={video}
        aria-label={attachment.name ?? "Video"}
        {...(near ? sourceOf(attachment) : {})}
        controls={begun}
        playsInline
        onPlay={(event) => takeTurn(event.currentTarget)}
        onError={onUnplayable}
        onLoadedMetadata={({ currentTarget: { videoWidth: width, videoHeight: height } }) =>
          width > 0 ? setMeasured({ width, height }) : undefined
        }
      />
      {begun ? (
        <LargeButton attachment={attachment} onClick={() => video.current?.pause()} />
      ) : (
        <BeginButton seconds={attachment.seconds} onClick={begin} />
      )}
    </Frame>
  );
}

/** A browser draws the first picture only when it is told to stand at some time of it. */
function sourceOf({ fileId, hasThumbnail }: Attachment) {
  const src = `${addressOf(downloadFile, { params: { fileId } })}#t=0.001`;
  if (!hasThumbnail) return { src, preload: "metadata" };
  return { src, preload: "none", poster: addressOf(downloadThumbnail, { params: { fileId } }) };
}

function BeginButton({ seconds, onClick }: { seconds: number | null; onClick: () => void }) {
  return (
    <button type="button" className={styles.begin} aria-label="Play the video" onClick={onClick}>
      <span className={styles.disc}>
        <IconPlayerPlayFilled size={22} aria-hidden />
      </span>
      {seconds === null ? null : <span className={styles.length}>{clockOf(seconds)}</span>}
    </button>
  );
}

function LargeButton({ attachment, onClick }: { attachment: Attachment; onClick: () => void }) {
  return (
    <button
      type="button"
      className={styles.enlarge}
      aria-label="Show the video large"
      title="Show it large"
      onClick={() => {
        onClick();
        shownLarge.set(attachment);
      }}
    >
      <IconArrowsMaximize size={16} aria-hidden />
    </button>
  );
}

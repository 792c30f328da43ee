import { useState } from "react";
import { downloadFile, downloadThumbnail } from "#contract/files.ts";
import type { Attachment } from "#contract/message-content.ts";
import styles from "#web/inbox/content/attachment.module.css";
import { EmptyFrame, Frame } from "#web/inbox/content/frame.tsx";
import { shownLarge } from "#web/inbox/content/shown-large.ts";
import { addressOf } from "#web/shell/api.ts";

/** A picture in a frame that has its final size before the picture is there. A click shows it large. */
export function Picture({ attachment }: { attachment: Attachment }) {
  const [broken, setBroken] = useState(false);
  if (attachment.state !== "stored" || broken) return <EmptyFrame attachment={attachment} noun="picture" />;
  return (
    <Frame attachment={attachment}>
      <button type="button" className={styles.whole} onClick={() => shownLarge.set(attachment)} title="Show it large">
        <Image attachment={attachment} alt={attachment.name ?? "Picture"} onBroken={() => setBroken(true)} />
      </button>
    </Frame>
  );
}

/** A sticker, smaller than a picture; its emoji where it cannot be drawn. */
export function Sticker({ attachment, emoji }: { attachment: Attachment; emoji: string | null }) {
  const [broken, setBroken] = useState(false);
  if (!isPicture(attachment) || broken) return <span className={styles.emoji}>{emoji ?? "Sticker"}</span>;
  return (
    <Frame attachment={attachment} most={160} className={styles.sticker}>
      <Image attachment={attachment} alt={`Sticker ${emoji ?? ""}`.trim()} onBroken={() => setBroken(true)} />
    </Frame>
  );
}

interface ImageProps {
  readonly attachment: Attachment;
  readonly alt: string;
  readonly onBroken: () => void;
}

function Image({ attachment, alt, onBroken }: ImageProps) {
  const source = attachment.hasThumbnail ? downloadThumbnail : downloadFile;
  const address = addressOf(source, { params: { fileId: attachment.fileId } });
  return <img src={address} alt={alt} loading="lazy" decoding="async" onError={onBroken} />;
}

/** Animated and vector stickers have no thumbnail and cannot be drawn by a browser. */
function isPicture(attachment: Attachment): boolean {
  return attachment.state === "stored" && (attachment.hasThumbnail || (attachment.type?.startsWith("image/") ?? false));
}

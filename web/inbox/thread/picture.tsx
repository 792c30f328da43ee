import { lazy, Suspense, useState } from "react";
import { downloadFile, downloadThumbnail } from "#contract/files.ts";
import type { Attachment } from "#contract/messages.ts";
import { classes } from "#web/design/classes.ts";
import styles from "#web/inbox/thread/attachment.module.css";
import { shownSize } from "#web/inbox/thread/shown-size.ts";
import { addressOf } from "#web/shell/api.ts";

const Lightbox = lazy(() => import("#web/inbox/thread/lightbox.tsx"));

interface PictureProps {
  readonly attachment: Attachment;
  readonly sticker?: boolean | undefined;
  readonly emoji?: string | null | undefined;
}

/** A picture in a frame that has its final size before the picture is there. A click shows it large. */
export function Picture({ attachment, sticker, emoji }: PictureProps) {
  const [large, setLarge] = useState(false);
  const [broken, setBroken] = useState(false);
  const size = shownSize(attachment, sticker ? 160 : 320);
  const style = { width: size.width, aspectRatio: `${size.width} / ${size.height}` };
  const className = classes(styles.picture, sticker && styles.sticker);
  if (sticker && (!isPicture(attachment) || broken)) return <span className={styles.emoji}>{emoji ?? "Sticker"}</span>;
  if (attachment.state !== "stored" || broken) {
    return (
      <span className={className} style={style}>
        <span className={styles.words}>{stateSaid(attachment)}</span>
      </span>
    );
  }
  const name = attachment.name ?? "Picture";
  const source = attachment.hasThumbnail ? downloadThumbnail : downloadFile;
  const picture = (
    <img
      src={addressOf(source, { params: { fileId: attachment.fileId } })}
      alt={sticker ? `Sticker ${emoji ?? ""}` : name}
      loading="lazy"
      decoding="async"
      onError={() => setBroken(true)}
    />
  );
  if (sticker) {
    return (
      <span className={className} style={style}>
        {picture}
      </span>
    );
  }
  return (
    <>
      <button type="button" className={className} style={style} onClick={() => setLarge(true)} title="Show it large">
        {picture}
      </button>
      {large ? (
        <Suspense fallback={null}>
          <Lightbox attachment={attachment} onClose={() => setLarge(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Animated and vector stickers have no thumbnail and cannot be drawn by a browser. */
function isPicture(attachment: Attachment): boolean {
  return attachment.state === "stored" && (attachment.hasThumbnail || (attachment.type?.startsWith("image/") ?? false));
}

function stateSaid(attachment: Attachment): string {
  if (attachment.state === "fetching") return "The picture is on its way";
  return attachment.failure ?? "The picture could not be shown";
}

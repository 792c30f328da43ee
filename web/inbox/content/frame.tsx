import type { ReactNode } from "react";
import type { Attachment } from "#contract/message-content.ts";
import { classes } from "#web/design/classes.ts";
import styles from "#web/inbox/content/attachment.module.css";
import { shownSize } from "#web/inbox/content/shown-size.ts";

/** The longest side of a picture or video in a thread, in pixels. */
const mostPixels = 320;

/** The least width of a video, whose controls must fit. */
export const leastVideoPixels = 240;

interface FrameProps {
  readonly attachment: Attachment;
  readonly most?: number | undefined;
  readonly least?: number | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** The place of a picture or video, which has its final size before there is anything in it. */
export function Frame({ attachment, most = mostPixels, least, className, children }: FrameProps) {
  const { width, height } = shownSize(attachment, most, least);
  return (
    <span className={classes(styles.picture, className)} style={{ width, aspectRatio: `${width} / ${height}` }}>
      {children}
    </span>
  );
}

/** The same, with the words that say why nothing is in it. */
export function EmptyFrame({ attachment, noun }: { attachment: Attachment; noun: "picture" | "video" }) {
  return (
    <Frame attachment={attachment} least={noun === "video" ? leastVideoPixels : undefined}>
      <span className={styles.words}>{stateSaid(attachment, noun)}</span>
    </Frame>
  );
}

function stateSaid(attachment: Attachment, noun: string): string {
  if (attachment.state === "fetching") return `The ${noun} is on its way`;
  return attachment.failure ?? `The ${noun} could not be shown`;
}

import { ActionIcon, Button, Modal } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconDownload } from "@tabler/icons-react";
import { type CSSProperties, type KeyboardEvent, useState } from "react";
import { downloadFile } from "#contract/files.ts";
import type { Attachment } from "#contract/message-content.ts";
import { formatBytes } from "#web/design/format-number.ts";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import styles from "#web/inbox/content/attachment.module.css";
import { takeTurn } from "#web/inbox/content/turns.ts";
import { addressOf } from "#web/shell/api.ts";

interface LightboxProps {
  /** The pictures and videos of the conversation, oldest first. */
  readonly all: readonly Attachment[];
  readonly attachment: Attachment;
  readonly onShow: (attachment: Attachment) => void;
  readonly onClose: () => void;
}

/** A picture or video as large as the screen allows; the arrow keys lead to the others of the conversation. */
export default function Lightbox({ all, attachment, onShow, onClose }: LightboxProps) {
  useFocusBack();
  const at = all.findIndex(({ fileId }) => fileId === attachment.fileId);
  const [former, next] = at < 0 ? [] : [all[at - 1], all[at + 1]];

  function onKeyDown(event: KeyboardEvent): void {
    // In a video they lead through its time.
    if (event.target instanceof HTMLVideoElement) return;
    if (event.key === "ArrowLeft" && former) onShow(former);
    if (event.key === "ArrowRight" && next) onShow(next);
  }

  return (
    <Modal opened onClose={onClose} title={titleOf(attachment)} size="auto" onKeyDown={onKeyDown}>
      <Large key={attachment.fileId} attachment={attachment} />
      <div className={styles.foot}>
        {all.length > 1 && at >= 0 ? (
          <>
            <Step to={former} label="Earlier" icon={IconChevronLeft} onShow={onShow} />
            <Step to={next} label="Later" icon={IconChevronRight} onShow={onShow} />
            <span className={styles.place} aria-live="polite">{`${at + 1} of ${all.length}`}</span>
          </>
        ) : null}
        <Download attachment={attachment} />
      </div>
    </Modal>
  );
}

interface StepProps {
  readonly to: Attachment | undefined;
  readonly label: string;
  readonly icon: typeof IconChevronLeft;
  readonly onShow: (attachment: Attachment) => void;
}

function Step({ to, label, icon: Icon, onShow }: StepProps) {
  return (
    <ActionIcon aria-label={label} disabled={!to} onClick={() => to && onShow(to)}>
      <Icon size={18} />
    </ActionIcon>
  );
}

function Large({ attachment }: { attachment: Attachment }) {
  const [broken, setBroken] = useState(false);
  const source = {
    className: styles.large,
    src: addressOf(downloadFile, { params: { fileId: attachment.fileId } }),
    style: sizeOf(attachment),
    onError: () => setBroken(true),
  };
  if (broken) return <p className={styles.words}>This browser cannot show it. Download it to see it.</p>;
  if (!isVideo(attachment)) return <img {...source} alt={titleOf(attachment)} />;
  return (
    <video
      {...source}
      aria-label={titleOf(attachment)}
      controls
      autoPlay
      playsInline
      data-autofocus
      onPlay={(event) => takeTurn(event.currentTarget)}
    />
  );
}

function Download({ attachment }: { attachment: Attachment }) {
  return (
    <Button
      component="a"
      href={addressOf(downloadFile, { params: { fileId: attachment.fileId } })}
      download={attachment.name ?? true}
      variant="default"
      ml="auto"
      leftSection={<IconDownload size={16} />}
    >
      Download{attachment.bytes === null ? "" : ` (${formatBytes(attachment.bytes)})`}
    </Button>
  );
}

function titleOf(attachment: Attachment): string {
  return attachment.name ?? (isVideo(attachment) ? "Video" : "Picture");
}

function isVideo({ type }: Attachment): boolean {
  return type?.startsWith("video/") ?? false;
}

/** A video smaller than this in pixels is enlarged, as one wants to see what moves. */
const leastVideoWidth = 640;

/** A picture is never enlarged. Never beyond the screen, and reserved before the picture is there. */
function sizeOf(attachment: Attachment): CSSProperties {
  const { width, height } = attachment;
  if (width === null || height === null) return {};
  const ratio = width / height;
  const own = isVideo(attachment) ? Math.max(width, leastVideoWidth) : width;
  // Of the screen and not of the dialog, which is as wide as what it holds.
  return { width: `min(90vw - 40px, ${own}px, calc((90dvh - 150px) * ${ratio}))`, aspectRatio: ratio };
}

import { IconDownload, IconFile, IconFileMusic, IconFileText, IconFileZip, IconVideo } from "@tabler/icons-react";
import { downloadFile } from "#contract/files.ts";
import type { Attachment } from "#contract/message-content.ts";
import { formatBytes } from "#web/design/format-number.ts";
import styles from "#web/inbox/content/attachment.module.css";
import { addressOf } from "#web/shell/api.ts";

interface DocumentCardProps {
  readonly attachment: Attachment;
  /** Why it is only a file here, though it could be shown elsewhere. */
  readonly fault?: string | undefined;
}

/** A file as a card: its name, its size, and a click downloads it. */
export function DocumentCard({ attachment, fault }: DocumentCardProps) {
  const Icon = iconOf(attachment.type ?? "");
  const inside = (
    <>
      <span className={styles.icon}>
        <Icon size={20} stroke={1.75} aria-hidden />
      </span>
      <span className={styles.cardWords}>
        <bdi className={styles.name} title={attachment.name ?? undefined}>
          {attachment.name ?? namelessOf(attachment.type ?? "")}
        </bdi>
        <span className={styles.size}>{fault ?? detailOf(attachment)}</span>
      </span>
    </>
  );
  if (attachment.state !== "stored") return <div className={styles.card}>{inside}</div>;
  return (
    <a
      className={styles.card}
      href={addressOf(downloadFile, { params: { fileId: attachment.fileId } })}
      download={attachment.name ?? true}
    >
      {inside}
      <IconDownload size={18} stroke={1.75} aria-label="Download" />
    </a>
  );
}

function detailOf(attachment: Attachment): string {
  if (attachment.state === "fetching") return "The file is on its way";
  if (attachment.state === "failed") return attachment.failure ?? "The file could not be fetched";
  return attachment.bytes === null ? (attachment.type ?? "") : formatBytes(attachment.bytes);
}

/** Phones send sounds without a name, which is nothing to wonder about. */
function namelessOf(type: string): string {
  return type.startsWith("audio/") ? "Audio" : "File without a name";
}

function iconOf(type: string) {
  if (type.startsWith("video/")) return IconVideo;
  if (type.startsWith("audio/")) return IconFileMusic;
  if (type.startsWith("text/") || type === "application/pdf") return IconFileText;
  return /zip|compressed|tar/u.test(type) ? IconFileZip : IconFile;
}

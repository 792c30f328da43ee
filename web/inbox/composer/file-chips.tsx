import { CloseButton, Progress } from "@mantine/core";
import { IconAlertCircle, IconFile } from "@tabler/icons-react";
import { downloadThumbnail, type UploadedFile } from "#contract/files.ts";
import { formatBytes } from "#web/design/format-number.ts";
import styles from "#web/inbox/composer/composer.module.css";
import type { Uploading } from "#web/inbox/composer/use-uploads.ts";
import { addressOf } from "#web/shell/api.ts";

interface FileChipsProps {
  readonly files: readonly UploadedFile[];
  readonly uploading: readonly Uploading[];
  /** Whether a picture or film goes out as a document. */
  readonly asDocument: (file: UploadedFile) => boolean;
  readonly onRemoveFile: (id: string) => void;
  readonly onRemoveUpload: (key: string) => void;
}

/** The files that the next message carries, and those still on their way to the server. */
export function FileChips({ files, uploading, asDocument, onRemoveFile, onRemoveUpload }: FileChipsProps) {
  if (files.length === 0 && uploading.length === 0) return null;
  return (
    <ul className={styles.files} aria-label="Attached files">
      {files.map((file) => (
        <li key={file.id} className={styles.file}>
          <Thumb file={file} />
          <Words name={file.name} detail={`${formatBytes(file.bytes)}${asDocument(file) ? ", as a document" : ""}`} />
          <CloseButton size="sm" aria-label={`Remove ${file.name}`} onClick={() => onRemoveFile(file.id)} />
        </li>
      ))}
      {uploading.map((one) => (
        <li key={one.key} className={styles.file} data-failed={one.failure ? true : undefined}>
          {one.failure ? <IconAlertCircle size={20} aria-hidden /> : <IconFile size={20} stroke={1.5} aria-hidden />}
          <Words name={one.name} detail={one.failure ?? <Part part={one.part} name={one.name} />} />
          <CloseButton size="sm" aria-label={`Remove ${one.name}`} onClick={() => onRemoveUpload(one.key)} />
        </li>
      ))}
    </ul>
  );
}

function Thumb({ file }: { file: UploadedFile }) {
  if (!file.hasThumbnail) return <IconFile size={20} stroke={1.5} aria-hidden />;
  return <img className={styles.thumb} src={addressOf(downloadThumbnail, { params: { fileId: file.id } })} alt="" />;
}

function Words({ name, detail }: { name: string; detail: React.ReactNode }) {
  return (
    <span className={styles.fileWords}>
      <bdi className={styles.fileName} title={name}>
        {name}
      </bdi>
      <span className={styles.fileDetail}>{detail}</span>
    </span>
  );
}

function Part({ part, name }: { part: number; name: string }) {
  return <Progress value={part * 100} size="sm" mt={6} aria-label={`Uploading ${name}`} />;
}

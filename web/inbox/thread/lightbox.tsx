import { Button, Group, Modal } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { downloadFile } from "#contract/files.ts";
import type { Attachment } from "#contract/messages.ts";
import { formatBytes } from "#web/design/format-number.ts";
import { useFocusBack } from "#web/design/use-focus-back.ts";
import styles from "#web/inbox/thread/attachment.module.css";
import { addressOf } from "#web/shell/api.ts";

interface LightboxProps {
  readonly attachment: Attachment;
  readonly onClose: () => void;
}

/** A picture as large as the screen allows. */
export default function Lightbox({ attachment, onClose }: LightboxProps) {
  useFocusBack();
  const address = addressOf(downloadFile, { params: { fileId: attachment.fileId } });
  const name = attachment.name ?? "Picture";
  return (
    <Modal opened onClose={onClose} title={name} size="auto">
      <img className={styles.large} src={address} alt={name} style={sizeOf(attachment)} />
      <Group justify="flex-end" mt="md">
        <Button
          component="a"
          href={address}
          download={attachment.name ?? true}
          variant="default"
          leftSection={<IconDownload size={16} />}
        >
          Download{attachment.bytes === null ? "" : ` (${formatBytes(attachment.bytes)})`}
        </Button>
      </Group>
    </Modal>
  );
}

/** Never enlarged, never beyond the screen, and reserved before the picture is there. */
function sizeOf({ width, height }: Attachment): CSSProperties {
  if (width === null || height === null) return {};
  const ratio = width / height;
  return { width: `min(100%, ${width}px, calc((90dvh - 150px) * ${ratio}))`, aspectRatio: ratio };
}

import { Button, Group } from "@mantine/core";
import type { TablerIcon } from "@tabler/icons-react";
import styles from "#web/design/dialog-end.module.css";
import { focusAtOnce } from "#web/design/focus-at-once.ts";
import { Notice } from "#web/design/notice.tsx";

/** What a dialog ends with. The deed is submitted by the form around it, unless `onAct` does it. */
interface DialogEndProps {
  /** The deed, as its button says it. */
  readonly verb: string;
  /** Stands before the verb. */
  readonly icon?: TablerIcon;
  /** Whether the deed has the focus at once, so that Enter does it. */
  readonly focus?: boolean;
  readonly busy: boolean;
  /** Why the last try failed, in a sentence; null when it did not. */
  readonly failure: string | null;
  readonly onCancel: () => void;
  readonly onAct?: () => void;
  readonly disabled?: boolean;
  readonly dangerous?: boolean;
}

/** The end of every dialog: why the last try failed, the way out, and the deed. */
export function DialogEnd({
  verb,
  icon: Icon,
  focus = false,
  busy,
  failure,
  onCancel,
  onAct,
  disabled = false,
  dangerous = false,
}: DialogEndProps) {
  return (
    <>
      {failure === null ? null : (
        <Notice meaning="bad" announce>
          {failure}
        </Notice>
      )}
      <Group justify="flex-end" gap="sm" wrap="nowrap">
        <Button variant="default" onClick={onCancel} className={styles.way ?? ""}>
          Cancel
        </Button>
        <Button
          {...(onAct ? { onClick: onAct } : { type: "submit" as const })}
          {...(dangerous && { color: "red" })}
          disabled={disabled}
          loading={busy}
          leftSection={Icon ? <Icon size={16} aria-hidden /> : null}
          classNames={{ root: styles.deed ?? "", label: styles.label ?? "" }}
          {...(focus && { ref: focusAtOnce })}
        >
          {verb}
        </Button>
      </Group>
    </>
  );
}

/** The end of a dialog that has said what it had to say. */
export function DialogDone({ onClose }: { onClose: () => void }) {
  return (
    <Group justify="flex-end">
      <Button ref={focusAtOnce} onClick={onClose}>
        Done
      </Button>
    </Group>
  );
}

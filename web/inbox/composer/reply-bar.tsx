import { CloseButton } from "@mantine/core";
import type { Message } from "#contract/messages.ts";
import styles from "#web/inbox/composer/composer.module.css";
import { KindSign } from "#web/inbox/kind-sign.tsx";
import { useThreadActions } from "#web/inbox/thread/thread-actions.ts";
import { wordsOf } from "#web/inbox/words-of.ts";
import { useSession } from "#web/shell/session.ts";

interface ReplyBarProps {
  readonly quoted: NonNullable<Message["replyTo"]>;
  readonly onClose: () => void;
}

/** Above the composer: which message is being answered. */
export function ReplyBar({ quoted, onClose }: ReplyBarProps) {
  const { contactName } = useThreadActions();
  const { workspace } = useSession();
  return (
    <div className={styles.replying}>
      <div className={styles.replyingWords}>
        <span className={styles.replyingWho} dir="auto">
          Answering {quoted.direction === "inbound" ? contactName : workspace.name}
        </span>
        <span className={styles.replyingText} dir="auto">
          <KindSign kind={quoted.kind} /> {wordsOf(quoted)}
        </span>
      </div>
      <CloseButton size="sm" aria-label="Answer without quoting" onClick={onClose} />
    </div>
  );
}

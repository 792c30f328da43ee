import type { Message } from "#contract/messages.ts";
import { KindSign } from "#web/inbox/kind-sign.tsx";
import styles from "#web/inbox/thread/message-group.module.css";
import { useThreadActions } from "#web/inbox/thread/thread-actions.ts";
import { wordsOf } from "#web/inbox/words-of.ts";
import { useSession } from "#web/shell/session.ts";

/** The message that another one answers; a click leads to it. */
export function Quoted({ quoted }: { quoted: NonNullable<Message["replyTo"]> }) {
  const { jumpTo, contactName } = useThreadActions();
  const { workspace } = useSession();
  const who = quoted.direction === "outbound" ? workspace.name : contactName;
  return (
    <button type="button" className={styles.quoted} onClick={() => jumpTo(quoted.id)} title="Go to this message">
      <span className={styles.quotedWho} dir="auto">
        {who}
      </span>
      <span className={styles.quotedWords} dir="auto">
        <KindSign kind={quoted.kind} /> {wordsOf(quoted)}
      </span>
    </button>
  );
}

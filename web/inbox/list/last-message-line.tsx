import { IconDeviceMobile } from "@tabler/icons-react";
import type { Conversation } from "#contract/conversations.ts";
import { classes } from "#web/design/classes.ts";
import { meaningIcons } from "#web/design/meaning.ts";
import { useHasFailed } from "#web/inbox/data/outbox.ts";
import { useDoing } from "#web/inbox/data/typing.ts";
import { KindSign } from "#web/inbox/kind-sign.tsx";
import styles from "#web/inbox/list/conversation-row.module.css";
import { DeliveryTick } from "#web/inbox/thread/delivery-tick.tsx";
import { wordsOf } from "#web/inbox/words-of.ts";
import { useSession } from "#web/shell/session.ts";

/** The last message in one line, with who said it and how far it has come. */
export function LastMessageLine({ row }: { row: Conversation }) {
  const me = useSession().profile.displayName;
  const hasFailed = useHasFailed(row.id);
  const last = row.lastMessage;
  const doing = useDoing(row.id);
  if (hasFailed) return <NotSent />;
  if (doing) return <span className={classes(styles.last, styles.typing)}>{doing}…</span>;
  if (!last) return <span className={styles.last}>No message yet</span>;
  const author = last.direction === "inbound" ? null : last.authorName === me ? "You" : last.authorName;
  const onPhone = last.direction === "outbound" && last.authorName === null;
  return (
    <span className={styles.last}>
      {last.direction === "outbound" ? <DeliveryTick state={last.state} /> : null}
      {onPhone ? <OnPhone /> : null}
      <KindSign kind={last.kind} />
      <span className={styles.words} dir="auto">
        {author ? `${author}: ` : ""}
        {wordsOf(last)}
      </span>
    </span>
  );
}

/** Somebody wrote it on the phone of the connected account. */
function OnPhone() {
  return (
    <span className={styles.sign} title="Written on the phone">
      <IconDeviceMobile size={14} stroke={1.75} aria-hidden />
      <span className="wk-hidden">On the phone: </span>
    </span>
  );
}

/** What a member wrote and the server does not have goes before everything else that the row could say. */
function NotSent() {
  const Icon = meaningIcons.attention;
  return (
    <span className={classes(styles.last, styles.unsent)}>
      <Icon size={14} aria-hidden />
      Not sent
    </span>
  );
}

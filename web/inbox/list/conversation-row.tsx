import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { Conversation } from "#contract/conversations.ts";
import { CountBadge } from "#web/design/count-badge.tsx";
import { Face } from "#web/design/face.tsx";
import { RelativeTime } from "#web/design/relative-time.tsx";
import { TeamMark } from "#web/design/team-mark.tsx";
import { ChannelGlyph } from "#web/inbox/channel-glyph.tsx";
import { focusComposer } from "#web/inbox/composer/focus-composer.ts";
import { withoutPanel } from "#web/inbox/data/use-address.ts";
import { usePrefetchThread } from "#web/inbox/data/use-rows.ts";
import styles from "#web/inbox/list/conversation-row.module.css";
import { LastMessageLine } from "#web/inbox/list/last-message-line.tsx";
import { pictureOf } from "#web/shell/session.ts";

interface ConversationRowProps {
  readonly row: Conversation;
  readonly open: boolean;
  /** The one row of the list that Tab reaches. */
  readonly reachable: boolean;
}

/** One conversation in two lines: who and when, then the last words and who looks after it. */
export const ConversationRow = memo(function ConversationRow({ row, open, reachable }: ConversationRowProps) {
  const prefetch = usePrefetchThread();
  const { contact, team, assignee } = row;
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: row.id }}
      search={withoutPanel}
      className={styles.row}
      data-row={row.id}
      data-open={open || undefined}
      data-unread={row.unread > 0 || undefined}
      aria-current={open ? "true" : undefined}
      tabIndex={reachable ? 0 : -1}
      onMouseEnter={() => prefetch(row.id)}
      onFocus={() => prefetch(row.id)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !open) return;
        // Without this the same key press would write its new line into the composer.
        event.preventDefault();
        focusComposer();
      }}
    >
      <span className={styles.face}>
        <Face
          name={contact.name}
          picture={pictureOf(contact)}
          size={36}
          corner={<ChannelGlyph kind={row.channel.kind} size={14} />}
        />
      </span>
      <span className={styles.name} dir="auto" title={contact.name}>
        {contact.name}
      </span>
      <span className={styles.time}>
        <RelativeTime moment={row.lastActivityAt} />
      </span>
      <LastMessageLine row={row} />
      <span className={styles.end}>
        {team ? <TeamMark team={team} bare={assignee !== null} /> : null}
        <CountBadge count={row.unread} label="unread" strong />
        {assignee ? <Face name={assignee.displayName} picture={pictureOf(assignee)} size={20} named /> : null}
      </span>
    </Link>
  );
});

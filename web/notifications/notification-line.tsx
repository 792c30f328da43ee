import { IconArrowForwardUp, IconAt, IconPlayerPause, IconUserCheck, type TablerIcon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Notification, NotificationKind } from "#contract/notifications.ts";
import styles from "#web/alerts/alert-list.module.css";
import { RelativeTime } from "#web/design/relative-time.tsx";
import { messageToShow } from "#web/inbox/thread/message-to-show.ts";
import { notificationSentence } from "#web/notifications/notification-sentence.ts";

interface NotificationLineProps {
  readonly notification: Notification;
  readonly onLeave: () => void;
}

const icons: Readonly<Record<NotificationKind, TablerIcon>> = {
  mentioned: IconAt,
  assigned: IconUserCheck,
  transferred: IconArrowForwardUp,
  paused: IconPlayerPause,
};

/** What concerns this member: who did what, where, and the beginning of the note. It leads to the conversation. */
export function NotificationLine({ notification, onLeave }: NotificationLineProps) {
  const { kind, seen, at, excerpt, conversation, messageId } = notification;
  const Icon = icons[kind];
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: conversation.id }}
      className={styles.line}
      onClick={() => {
        messageToShow.set(messageId === null ? null : { conversationId: conversation.id, messageId });
        onLeave();
      }}
    >
      <span className={styles.glyph}>
        <Icon size={20} stroke={1.75} aria-hidden />
      </span>
      <span className={styles.said}>
        <span className={styles.name} dir="auto">
          {notificationSentence(notification)}
          {seen ? null : <span className="wk-hidden">. New.</span>}
        </span>
        {excerpt ? (
          <span className={styles.soft} dir="auto">
            {excerpt}
          </span>
        ) : null}
      </span>
      <span className={styles.soft}>
        <RelativeTime moment={at} />
      </span>
    </Link>
  );
}

import type { Notification } from "#contract/notifications.ts";
import { shortenText } from "#server/conversations/shorten-text.ts";
import type { NotificationRow } from "#server/notifications/queries.ts";

/** A notification as the contract shows it to its member. */
export function presentNotification(row: NotificationRow): Notification {
  return {
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    seen: row.seen_at !== null,
    actor:
      row.actor_id === null || row.actor_name === null
        ? null
        : { memberId: row.actor_id, displayName: row.actor_name, avatarFileId: row.actor_avatar },
    team:
      row.told_team_id === null || row.told_team_name === null
        ? null
        : { id: row.told_team_id, name: row.told_team_name },
    conversation: {
      id: row.conversation_id,
      contactName: row.contact_name,
      channel: { id: row.channel_id, kind: row.channel_kind, name: row.channel_name },
    },
    messageId: row.message_id,
    excerpt: row.text === null ? null : shortenText(row.text),
  };
}

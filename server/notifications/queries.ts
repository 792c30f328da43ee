import { type RawBuilder, sql } from "kysely";
import type { ChannelKind } from "#contract/channels.ts";
import type { NotificationKind } from "#contract/notifications.ts";
import { type Context, compilable, read } from "#server/context.ts";
import { isVisible } from "#server/conversations/policy.ts";
import { shownName } from "#server/members/present.ts";

/** A notification with what it tells of, and whose its conversation is. */
export interface NotificationRow {
  readonly id: string;
  readonly member_id: string;
  readonly kind: NotificationKind;
  readonly at: Date;
  readonly seen_at: Date | null;
  readonly conversation_id: string;
  readonly message_id: string | null;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly actor_avatar: string | null;
  readonly told_team_id: string | null;
  readonly told_team_name: string | null;
  readonly contact_name: string;
  readonly channel_id: string;
  readonly channel_kind: ChannelKind;
  readonly channel_name: string;
  readonly text: string | null;
  readonly team_id: string | null;
  readonly assignee_id: string | null;
}

/** Notifications that fulfil a condition on `n`, newest first; of conversations that the actor sees. */
export function notificationsThat(
  context: Context,
  condition: RawBuilder<unknown>,
  limit: number,
): Promise<NotificationRow[]> {
  const rows = sql<NotificationRow>`
    select n.id, n.member_id, n.kind, n.at, n.seen_at, n.conversation_id, n.message_id, n.actor_id, ${shownName("a")} as actor_name,
           a.avatar_file_id as actor_avatar, t.id as told_team_id, t.name as told_team_name, c.contact_name, c.channel_id,
           ch.kind as channel_kind, ch.name as channel_name, left(m.text, 2000) as text, c.team_id, c.assignee_id
      from notifications n
      join conversations c on c.workspace_id = n.workspace_id and c.id = n.conversation_id
      join channels ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
      left join members a on a.workspace_id = n.workspace_id and a.id = n.actor_id
      left join teams t on t.workspace_id = n.workspace_id and t.id = n.team_id
      left join messages m on m.workspace_id = n.workspace_id and m.id = n.message_id
     where n.workspace_id = ${context.workspaceId}::uuid and ${condition} and ${isVisible(context.actor)}
     order by n.at desc, n.id desc limit ${limit}::integer`;
  return read(context, compilable(rows));
}

/** How many notifications of conversations that the actor sees they have not looked at; nobody counts beyond 1,000. */
export async function countUnseen(context: Context, memberId: string | null): Promise<number> {
  const counted = sql<{ unseen: string }>`
    select count(*) as unseen from (
      select from notifications n
        join conversations c on c.workspace_id = n.workspace_id and c.id = n.conversation_id
       where n.workspace_id = ${context.workspaceId}::uuid and n.member_id = ${memberId}::uuid and n.seen_at is null
         and ${isVisible(context.actor)} limit 1000) as few`;
  const [row] = await read(context, compilable(counted));
  return Number(row?.unseen ?? 0);
}

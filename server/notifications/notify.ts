import { sql } from "kysely";
import type { NotificationKind } from "#contract/notifications.ts";
import { actingMemberId, type Transaction } from "#server/context.ts";
import { isSeenByMember } from "#server/conversations/policy.ts";
import { announce } from "#server/platform/events/announce.ts";
import { newId } from "#server/platform/identifier.ts";

/** What some members are to hear of. */
export interface News {
  readonly kind: NotificationKind;
  readonly memberIds: readonly string[];
  readonly conversationId: string;
  /** The note that tells more. */
  readonly messageId?: string;
  /** The team that was given the conversation, where all of it is told. */
  readonly teamId?: string;
}

/**
 * Notifies members of what concerns them, in the transaction in which it happens. Left out are whoever acts, who knows already, and
 * those who may not see the conversation or may not sign in.
 */
export async function notify(tx: Transaction, news: News): Promise<void> {
  if (news.memberIds.length === 0) return;
  const { kind, conversationId, messageId = null, teamId = null } = news;
  const actorId = actingMemberId(tx);
  const given = JSON.stringify(news.memberIds.map((member_id) => ({ id: newId(), member_id })));
  const { rows } = await sql<{ id: string }>`
    insert into notifications (workspace_id, id, member_id, kind, conversation_id, message_id, team_id, actor_id, at)
    select m.workspace_id, n.id, m.id, ${kind}::text, c.id, ${messageId}::uuid, ${teamId}::uuid, ${actorId}::uuid,
           ${tx.clock.now()}::timestamptz
      from jsonb_to_recordset(${given}::jsonb) as n(id uuid, member_id uuid)
      join members m on m.workspace_id = ${tx.workspaceId}::uuid and m.id = n.member_id
      join workspaces w on w.workspace_id = m.workspace_id
      join conversations c on c.workspace_id = m.workspace_id and c.id = ${conversationId}::uuid
     where m.status in ('invited', 'active') and m.id is distinct from ${actorId}::uuid and ${isSeenByMember}
    returning id`.execute(tx.db);
  if (rows.length === 0) return;
  await announce(tx, { kind: "notification.added", conversationId, details: { ids: rows.map(({ id }) => id) } });
}

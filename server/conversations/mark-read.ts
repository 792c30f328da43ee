import { sql } from "kysely";
import { actingMemberId, type Context, transact } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { isVisible } from "#server/conversations/policy.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Marks everything that has arrived as seen by the acting member, and tells their other windows. Refused `not_found`. */
export function markRead(context: Context, conversationId: string): Promise<void> {
  return transact(context, async (tx) => {
    const marking = sql`
      insert into conversation_reads (workspace_id, conversation_id, member_id, inbound_seen)
      select c.workspace_id, c.id, ${actingMemberId(tx)}::uuid, c.inbound_count from conversations c
       where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid and ${isVisible(tx.actor)}
      on conflict (workspace_id, conversation_id, member_id) do update set inbound_seen = excluded.inbound_seen
        where conversation_reads.inbound_seen < excluded.inbound_seen
      returning member_id`.execute(tx.db);
    const [, { rows }] = await Promise.all([accessConversation(tx, conversationId), marking]);
    if (rows.length > 0) await announce(tx, { kind: "conversation.read", conversationId });
  });
}

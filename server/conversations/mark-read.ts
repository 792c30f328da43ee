import { sql } from "kysely";
import type { ChannelKind } from "#contract/channels.ts";
import { actingMemberId, type Context, transact } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { abilityOf, type LineParts } from "#server/conversations/line-parts.ts";
import { isVisible } from "#server/conversations/policy.ts";
import { tellReadLater } from "#server/conversations/send/tell-read-later.ts";
import { announce } from "#server/platform/events/announce.ts";

/**
 * Marks everything that has arrived as seen by the acting member, and tells their other windows, and the customer where their service
 * shows it. Refused `not_found`.
 */
export function markRead(
  context: Context,
  { adapters }: Pick<LineParts, "adapters">,
  conversationId: string,
): Promise<void> {
  return transact(context, async (tx) => {
    const marking = sql<{ kind: ChannelKind }>`
      insert into conversation_reads (workspace_id, conversation_id, member_id, inbound_seen)
      select c.workspace_id, c.id, ${actingMemberId(tx)}::uuid, c.inbound_count from conversations c
       where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid and ${isVisible(tx.actor)}
      on conflict (workspace_id, conversation_id, member_id) do update set inbound_seen = excluded.inbound_seen
        where conversation_reads.inbound_seen < excluded.inbound_seen
      returning (select ch.kind from conversations c join channels ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
                  where c.workspace_id = conversation_reads.workspace_id and c.id = conversation_reads.conversation_id)`.execute(
      tx.db,
    );
    const [, { rows }] = await Promise.all([accessConversation(tx, conversationId), marking]);
    const [marked] = rows;
    if (!marked) return;
    const isTold = abilityOf({ adapters }, { kind: marked.kind, isRemoved: false }, "markRead") !== null;
    await Promise.all([
      announce(tx, { kind: "conversation.read", conversationId }),
      isTold && tellReadLater(tx, conversationId, tx.clock.now()),
    ]);
  });
}

import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { inboundAfter } from "#server/conversations/receive/count-message.ts";
import { currentChat } from "#server/conversations/receive/receive-changes.ts";
import { announce } from "#server/platform/events/announce.ts";

/**
 * Notes that a chat was read on the phone of the connected account: what had arrived by then is unread for nobody any more. It still
 * waits for an answer.
 */
export async function markSeen(
  tx: Transaction,
  channelId: string,
  { chatId, at }: Extract<InboundUpdate, { kind: "seen" }>,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update conversations c
       set seen_at = ${at}::timestamptz,
           answered_inbound_count = greatest(c.answered_inbound_count, c.inbound_count - ${inboundAfter(sql`${at}::timestamptz`)})
     where c.workspace_id = ${tx.workspaceId}::uuid and c.channel_id = ${channelId}::uuid
       and c.external_id = ${currentChat(tx, channelId, sql`${chatId}::text`)}
       and (c.seen_at is null or c.seen_at < ${at}::timestamptz)
    returning c.id`.execute(tx.db);
  const [seen] = rows;
  if (seen) await announce(tx, { kind: "conversation.seen", conversationId: seen.id });
}

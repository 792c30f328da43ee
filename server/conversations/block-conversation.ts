import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { announce } from "#server/platform/events/announce.ts";

type Blocking = Extract<InboundUpdate, { kind: "blocked" | "unblocked" }>;

/**
 * Notes that the customer has blocked or unblocked us; who writes has unblocked us. Word that is older than what we know, or of
 * somebody who never wrote here, changes nothing.
 */
export async function blockConversation(tx: Transaction, channelId: string, update: Blocking): Promise<void> {
  const { kind, at } = update;
  const conversationId = await (kind === "blocked" ? block(tx, channelId, update) : unblock(tx, channelId, update));
  if (conversationId) {
    await announce(tx, { kind: `conversation.${kind}`, conversationId, details: { at: at.toISOString() } });
  }
}

async function block(tx: Transaction, channelId: string, { chatId, at }: Blocking): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    update conversations c set blocked_at = ${at}::timestamptz
     where c.workspace_id = ${tx.workspaceId} and c.channel_id = ${channelId} and c.external_id = ${chatId}
       and c.blocked_at is null
       and not exists (
         select from facts f
          where f.workspace_id = c.workspace_id and f.conversation_id = c.id and f.kind = 'conversation.unblocked'
            and (f.details ->> 'at')::timestamptz > ${at}::timestamptz)
       and not exists (
         select from messages m
          where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.direction = 'inbound'
            and m.sent_at > ${at}::timestamptz)
    returning c.id`.execute(tx.db);
  return rows[0]?.id;
}

async function unblock(tx: Transaction, channelId: string, { chatId, at }: Blocking): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    update conversations c set blocked_at = null
     where c.workspace_id = ${tx.workspaceId} and c.channel_id = ${channelId} and c.external_id = ${chatId}
       and c.blocked_at <= ${at}::timestamptz
    returning c.id`.execute(tx.db);
  return rows[0]?.id;
}

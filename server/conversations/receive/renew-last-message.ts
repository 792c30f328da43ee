import { sql } from "kysely";
import { excerptOf } from "#contract/excerpt.ts";
import { type MessageContent, messageContent } from "#contract/message-content.ts";
import type { Transaction } from "#server/context.ts";
import { shortenText } from "#server/conversations/shorten-text.ts";

interface LastMessage {
  readonly id: string;
  readonly kind: MessageContent["kind"];
  readonly text: string;
  readonly details: Record<string, unknown>;
  readonly seconds: number | null;
}

/** Shows the last message of a conversation anew, after messages of it have changed, moved or come from another one. */
export async function renewLastMessage(tx: Transaction, conversationId: string): Promise<void> {
  const { rows } = await sql<LastMessage>`
    select m.id, m.kind, left(m.text, 2000) as text, m.details,
           (select f.seconds from files f where f.workspace_id = m.workspace_id and f.id = m.file_id) as seconds
      from messages m
     where m.workspace_id = ${tx.workspaceId}::uuid and m.conversation_id = ${conversationId}::uuid and m.direction <> 'note'
     order by m.sent_at desc, m.sequence desc, m.id desc limit 1`.execute(tx.db);
  const [last] = rows;
  if (!last) return;
  await sql`
    update conversations c
       set last_message_id = m.id, last_message_at = m.sent_at, last_message_sequence = m.sequence, last_direction = m.direction,
           last_kind = m.kind, last_excerpt = ${excerptOfRow(last)}::text, last_author_id = m.author_id, last_state = m.state,
           last_activity_at = m.sent_at
      from messages m
     where m.workspace_id = ${tx.workspaceId}::uuid and m.id = ${last.id}::uuid
       and c.workspace_id = m.workspace_id and c.id = ${conversationId}::uuid`.execute(tx.db);
}

function excerptOfRow({ kind, text, details, seconds }: LastMessage): string {
  if (text || (kind !== "location" && kind !== "contacts")) return shortenText(excerptOf({ kind, text }, seconds));
  const content = messageContent.safeParse({ ...details, kind });
  return content.success ? shortenText(excerptOf(content.data)) : "";
}

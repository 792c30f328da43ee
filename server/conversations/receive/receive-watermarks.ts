import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { lockChats } from "#server/conversations/receive/lock-chats.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Word that everything of ours in a chat, up to a place in the service's own order, has come so far. */
export type Watermark = Extract<InboundUpdate, { kind: "watermark" }>;

interface Advanced {
  readonly id: string;
  readonly conversation_id: string;
}

/**
 * Believes watermarks, in any order and any number of times with the same result. They are kept, as they also count for messages of ours
 * that are stored, or whose sending ends, only after them.
 */
export async function receiveWatermarks(
  tx: Transaction,
  channelId: string,
  watermarks: readonly Watermark[],
): Promise<void> {
  if (watermarks.length === 0) return;
  const chats = [...new Set(watermarks.map(({ chatId }) => cleanText(chatId)))].sort();
  const [, , advanced] = await Promise.all([
    tx.db.executeQuery(lockChats(tx.workspaceId, channelId, chats)),
    keep(tx, channelId, chats, watermarks),
    advance(tx, channelId, sql`c.external_id = any(${chats}::text[])`),
  ]);
  await tell(tx, advanced);
}

/** Has what was said before count for messages of ours that have just come to be known by these ids. Whoever calls has their chats locked. */
export async function heedWatermarks(
  tx: Transaction,
  channelId: string,
  externalIds: readonly string[],
): Promise<void> {
  if (externalIds.length === 0) return;
  const ids = externalIds.map(cleanText);
  await tell(tx, await advance(tx, channelId, sql`m.external_id = any(${ids}::text[])`));
}

async function keep(
  tx: Transaction,
  channelId: string,
  chats: readonly string[],
  watermarks: readonly Watermark[],
): Promise<void> {
  const furthest = (state: Watermark["state"]) =>
    chats.map((chat) =>
      Math.max(0, ...watermarks.filter((one) => one.state === state && cleanText(one.chatId) === chat).map(upTo)),
    );
  await sql`
    insert into watermarks as w (workspace_id, channel_id, chat_id, delivered_up_to, read_up_to)
    select ${tx.workspaceId}::uuid, ${channelId}::uuid, given.chat_id, given.delivered, given.read
      from unnest(${chats}::text[], ${furthest("delivered")}::bigint[], ${furthest("read")}::bigint[]) as given (chat_id, delivered, read)
    on conflict (workspace_id, channel_id, chat_id) do update
      set delivered_up_to = greatest(w.delivered_up_to, excluded.delivered_up_to),
          read_up_to = greatest(w.read_up_to, excluded.read_up_to)`.execute(tx.db);
}

function upTo(watermark: Watermark): number {
  return watermark.upTo;
}

/** What was read was delivered. Nothing goes back, and nothing counts that has not certainly gone out, at a place that is known (not 0). */
async function advance(tx: Transaction, channelId: string, which: RawBuilder<boolean>): Promise<readonly Advanced[]> {
  const { rows } = await sql<Advanced>`
    with advanced as (
      update messages m
         set state = case when m.sequence <= w.read_up_to then 'read' else 'delivered' end
        from conversations c
        join watermarks w on w.workspace_id = c.workspace_id and w.channel_id = c.channel_id and w.chat_id = c.external_id
       where c.workspace_id = ${tx.workspaceId}::uuid and c.channel_id = ${channelId}::uuid and m.workspace_id = c.workspace_id
         and m.conversation_id = c.id and m.channel_id = c.channel_id and ${which} and m.direction = 'outbound'
         and m.external_id is not null and m.sequence > 0
         and ((m.state = 'sent' and m.sequence <= greatest(w.delivered_up_to, w.read_up_to))
              or (m.state = 'delivered' and m.sequence <= w.read_up_to))
      returning m.id, m.conversation_id, m.state
    ),
    shown as (
      update conversations c set last_state = a.state
        from advanced a
       where c.workspace_id = ${tx.workspaceId}::uuid and c.id = a.conversation_id and c.last_message_id = a.id
    )
    select id, conversation_id from advanced`.execute(tx.db);
  return rows;
}

async function tell(tx: Transaction, advanced: readonly Advanced[]): Promise<void> {
  const told = advanced.map(({ id: subjectId, conversation_id: conversationId }) =>
    announce(tx, { kind: "message.changed", subjectId, conversationId }),
  );
  await Promise.all(told);
}

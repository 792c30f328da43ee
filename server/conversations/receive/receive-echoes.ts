import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import type { InboundMessageUpdate, InboundUpdate } from "#server/conversations/inbound.ts";
import { takeEarlyChanges } from "#server/conversations/receive/keep-early-changes.ts";
import { lockChats } from "#server/conversations/receive/lock-chats.ts";
import { receiveChanges } from "#server/conversations/receive/receive-changes.ts";
import { deliverLater } from "#server/conversations/send/deliver-later.ts";
import { announce } from "#server/platform/events/announce.ts";

/** A message of ours that the service told us about, or what somebody else has sent. */
export type InboundEcho = Extract<InboundUpdate, { kind: "echo" }>;

/** A message of ours, and whether its echo told anything new about it. */
interface Settled {
  readonly id: string;
  readonly conversation_id: string;
  readonly is_changed: boolean;
  /** What follows it may have waited for that. */
  readonly was_unknown: boolean;
}

/**
 * Believes echoes: a message of ours that is told of has gone out, whatever became of the answer to its sending. Returns what somebody
 * else has sent from the same account, as messages to store.
 */
export async function receiveEchoes(
  tx: Transaction,
  channelId: string,
  echoes: readonly InboundEcho[],
): Promise<InboundMessageUpdate[]> {
  if (echoes.length === 0) return [];
  // Whoever records an answer takes its conversation, too.
  const chats = echoes.map(({ chatId }) => cleanText(chatId));
  await tx.db.executeQuery(lockChats(tx.workspaceId, channelId, chats));
  const settled = await Promise.all(echoes.map((echo) => settle(tx, channelId, echo)));
  const changed = settled.flatMap((one) => (one?.is_changed ? [one] : []));
  const ours = echoes.filter((_, index) => settled[index]);
  const [early] = await Promise.all([
    takeEarlyChanges(
      tx,
      channelId,
      ours.map(({ externalId }) => externalId),
    ),
    ...changed.map(({ id: subjectId, conversation_id: conversationId }) =>
      announce(tx, { kind: "message.changed", subjectId, conversationId }),
    ),
    ...changed.flatMap(({ was_unknown, conversation_id }) => (was_unknown ? [deliverLater(tx, conversation_id)] : [])),
  ]);
  await receiveChanges(tx, channelId, early);
  return echoes.filter((_, index) => !settled[index]).map((echo) => ({ ...echo, kind: "message" }));
}

const identifier = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The service's own order counts, which ours only guesses: watermarks go by it. A message that has an identifier of the service already
 * keeps it: another echo of it tells that it went out twice, and the second is shown as such. So does one of the same words that was
 * found at the service before its echo came.
 */
async function settle(tx: Transaction, channelId: string, echo: InboundEcho): Promise<Settled | undefined> {
  if (!echo.messageId || !identifier.test(echo.messageId)) return undefined;
  const externalId = cleanText(echo.externalId);
  const { rows } = await sql<Settled>`
    with found as (
      select m.id, m.conversation_id, m.attempts, m.state, m.sequence,
             m.external_id is null or m.state in ('queued', 'sending', 'unknown', 'refused') as is_new
        from messages m join conversations c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
       where m.workspace_id = ${tx.workspaceId}::uuid and m.id = ${echo.messageId}::uuid and m.channel_id = ${channelId}::uuid
         and c.external_id = ${cleanText(echo.chatId)}::text and m.direction = 'outbound' and m.attempts > 0
         and (m.external_id is null or m.external_id = ${externalId}::text)
         and not exists (
           select from messages o
            where o.workspace_id = m.workspace_id and o.channel_id = m.channel_id and o.external_id = ${externalId}::text and o.id <> m.id)
    ),
    settled as (
      update messages m
         set external_id = ${externalId}::text, sequence = ${echo.sequence}::bigint, next_attempt_at = null,
             refusal_reason = null, refusal_detail = null,
             state = case when f.state in ('queued', 'sending', 'unknown', 'refused') then 'sent' else f.state end
        from found f
       where m.workspace_id = ${tx.workspaceId}::uuid and m.id = f.id
         and (f.is_new or f.sequence <> ${echo.sequence}::bigint)
      returning m.id, m.state
    ),
    attempt as (
      update delivery_attempts a
         set finished_at = coalesce(a.finished_at, ${tx.clock.now()}::timestamptz), outcome = 'sent', detail = 'The service told of it.'
        from found f join settled s on s.id = f.id
       where a.workspace_id = ${tx.workspaceId}::uuid and a.message_id = f.id and a.attempt = f.attempts
         and a.outcome is distinct from 'sent'
    ),
    shown as (
      update conversations c set last_state = s.state, last_message_sequence = ${echo.sequence}::bigint from settled s
       where c.workspace_id = ${tx.workspaceId}::uuid and c.last_message_id = s.id
    )
    select f.id, f.conversation_id, f.is_new as is_changed, f.state = 'unknown' as was_unknown from found f`.execute(
    tx.db,
  );
  return rows[0];
}

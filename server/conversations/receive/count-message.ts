import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import type { InboundMessageUpdate } from "#server/conversations/inbound.ts";

/**
 * What a conversation keeps of a message that is new in it. Counters only grow and the last message only moves forward, so that any
 * order of arrival ends the same. What the customer writes waits for an answer; what was written on the phone of the account is one.
 * Messages of former times are only there.
 */
export function countMessage({ kind, direction }: InboundMessageUpdate): RawBuilder<unknown> {
  // An edit that came first does not tell when the answer was written; `recountMessage` counts it with the message itself.
  const isUntimed = kind === "edit" && direction === "outbound";
  const more = kind === "past" || isUntimed ? sql`` : direction === "inbound" ? asked : answered;
  return sql`
    update conversations c
       set last_activity_at = greatest(c.last_activity_at, n.sent_at)${more},
           last_message_id = case when v.is_last then n.id else c.last_message_id end,
           last_message_at = case when v.is_last then n.sent_at else c.last_message_at end,
           last_message_sequence = case when v.is_last then n.sequence else c.last_message_sequence end,
           last_direction = case when v.is_last then n.direction else c.last_direction end,
           last_kind = case when v.is_last then n.kind else c.last_kind end,
           last_excerpt = case when v.is_last then n.excerpt else c.last_excerpt end,
           last_author_id = case when v.is_last then null else c.last_author_id end,
           last_state = case when v.is_last then n.state else c.last_state end
      from incoming n, conversation v, message m
     where m.id = n.id and c.workspace_id = n.workspace_id and c.id = v.id`;
}

const askedNow = sql`
  inbound_count = c.inbound_count + 1, heard_at = greatest(c.heard_at, n.sent_at), archived_at = null, archive_run_id = null,
  answered_inbound_count = c.answered_inbound_count + coalesce(n.sent_at <= c.seen_at, false)::integer,
  unreplied = c.unreplied or coalesce(n.sent_at > c.replied_at, true),
  blocked_at = case when v.was_blocked then null else c.blocked_at end,
  -- What was long on its way counts as activity of now, or auto-archive would put it away unseen.
  kept_open_at = case when n.sent_at < n.created_at - interval '1 hour' then n.created_at else c.kept_open_at end`;
const asked = sql`, ${askedNow}`;

/** Closed conversations stay closed: who wrote has the phone in their hand, and nobody is asked to do anything. */
const answeredAnew = sql`
  replied_at = greatest(c.replied_at, n.sent_at), seen_at = greatest(c.seen_at, n.sent_at),
  answered_inbound_count = greatest(c.answered_inbound_count, c.inbound_count - ${inboundAfter(sql`n.sent_at`)}),
  unreplied = c.unreplied and ${inboundAfter(sql`n.sent_at`)} > 0`;
const answered = sql`, ${answeredAnew}`;

const askedAnew = sql`
  answered_inbound_count = case when c.seen_at is null then c.answered_inbound_count
    else greatest(c.answered_inbound_count, c.inbound_count - ${inboundAfter(sql`c.seen_at`)}) end,
  unreplied = c.unreplied and (c.replied_at is null or ${inboundAfter(sql`c.replied_at`)} > 0)`;

/** Counts a message anew that was there already, with an edit's time or before it could be read, and is now known as it was written. */
export async function recountMessage(
  tx: Transaction,
  conversationId: string,
  update: InboundMessageUpdate,
): Promise<void> {
  if (update.kind === "edit") return;
  await sql`
    update conversations c set ${update.direction === "outbound" ? answeredAnew : askedAnew}
      from (select ${update.sentAt}::timestamptz as sent_at) n
     where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid`.execute(tx.db);
}

/** Counts a message of the history that was delivered as well, once. True when that opens its conversation again. */
export async function countDelivered(
  tx: Transaction,
  { messageId, conversationId }: { messageId: string; conversationId: string },
  { sentAt, direction }: InboundMessageUpdate,
): Promise<boolean> {
  const { rows } = await sql<{ was_archived: boolean }>`
    with delivered as (
      update messages set is_past = false
       where workspace_id = ${tx.workspaceId}::uuid and id = ${messageId}::uuid and is_past
      returning id
    ),
    former as (
      select archived_at is not null as was_archived from conversations
       where workspace_id = ${tx.workspaceId}::uuid and id = ${conversationId}::uuid
    )
    update conversations c set ${direction === "inbound" ? askedNow : answeredAnew}
      from delivered, former f, (select ${sentAt}::timestamptz as sent_at, ${tx.clock.now()}::timestamptz as created_at) n,
           (select false as was_blocked) v
     where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid
    returning f.was_archived and c.archived_at is null as was_archived`.execute(tx.db);
  return rows[0]?.was_archived ?? false;
}

/** How many messages of the customer of the conversation `c` are younger. */
export function inboundAfter(moment: RawBuilder<unknown>): RawBuilder<number> {
  return sql`(
    select count(*)::integer from messages later
     where later.workspace_id = c.workspace_id and later.conversation_id = c.id and later.direction = 'inbound'
       and later.sent_at > ${moment})`;
}

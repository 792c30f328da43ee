import { sql } from "kysely";
import type { ChannelKind } from "#contract/channels.ts";
import { type Context, compilable, read, type Transaction, transact } from "#server/context.ts";
import { settleMessage } from "#server/conversations/send/settle-message.ts";

/** The head of a conversation's lane and the channel it leaves by. */
export interface Lane {
  channel_id: string;
  channel_kind: ChannelKind;
  chat_id: string;
  status: string;
  removed_at: Date | null;
  /** When the oldest message may be tried; null for now. */
  next_attempt_at: Date | null;
  /** How long its text is; 0 when it carries a file. */
  characters: number;
}

/** A message that is about to leave, with all that its channel must know. `attempt` counts from 1. */
export interface ClaimedMessage {
  id: string;
  conversation_id: string;
  channel_id: string;
  chat_id: string;
  kind: "photo" | "video" | "voice" | "document";
  text: string;
  attempt: number;
  sent_at: Date;
  /** When the customer last wrote. */
  heard_at: Date | null;
  /** The service is known to take no late answers from this account. */
  forbids_late: boolean;
  storage_key: string | null;
  file_name: string | null;
  file_type: string | null;
  /** A bigint as text. */
  file_bytes: string | null;
  width: number | null;
  height: number | null;
  seconds: number | null;
  waveform: number[] | null;
  /** The id that we chose before the first attempt, null where the service does that. */
  own_id: string | null;
  reply_to_external_id: string | null;
  reply_to_direction: "inbound" | "outbound" | null;
  reply_to_text: string | null;
}

/** The lane of a conversation, undefined when nothing waits in it. */
export async function readLane(context: Context, conversationId: string): Promise<Lane | undefined> {
  const select = sql<Lane>`
    select c.channel_id, c.external_id as chat_id, ch.kind as channel_kind, ch.status, ch.removed_at, m.next_attempt_at,
           m.characters
      from conversations c
      join channels ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
      cross join lateral (
        select next_attempt_at, case when file_id is null then length(text) else 0 end as characters from messages
         where workspace_id = c.workspace_id and conversation_id = c.id and state in ('queued', 'sending')
         order by created_at, id limit 1) m
     where c.workspace_id = ${context.workspaceId}::uuid and c.id = ${conversationId}::uuid`;
  const [lane] = await read(context, compilable(select));
  return lane;
}

/**
 * Takes the oldest queued message and records the attempt, committed before anything leaves. A message that is found `sending`
 * was left by a worker that died: nobody knows whether it went out, so it becomes `unknown` and is not sent again by itself. One that
 * goes out under an id of our own is simply sent again: whoever has it already knows it by its id.
 */
export function claimMessage(context: Context, conversationId: string): Promise<ClaimedMessage | undefined> {
  return transact(context, async (tx) => {
    await abandonLeft(tx, conversationId);
    return claimOldest(tx, conversationId);
  });
}

/** Settles what a worker that died left on its way, as {@link claimMessage} does first. */
export async function abandonLeft(tx: Transaction, conversationId: string): Promise<void> {
  const left = await tx.db
    .selectFrom("messages")
    .select(["id", "attempts", "external_id"])
    .where("workspace_id", "=", tx.workspaceId)
    .where("conversation_id", "=", conversationId)
    .where("state", "=", "sending")
    .execute();
  for (const message of left) await abandon(tx, conversationId, message);
}

async function abandon(
  tx: Transaction,
  conversationId: string,
  { id, attempts: attempt, external_id }: { id: string; attempts: number; external_id: string | null },
): Promise<void> {
  const detail = "Wokfow was stopped while the message was on its way.";
  const state = external_id === null ? "unknown" : "queued";
  await settleMessage(tx, { id, conversationId, attempt }, { state, outcome: "abandoned", detail });
}

async function claimOldest(tx: Transaction, conversationId: string): Promise<ClaimedMessage | undefined> {
  const { rows } = await sql<ClaimedMessage>`
    with head as (
      select workspace_id, id from messages
       where workspace_id = ${tx.workspaceId}::uuid and conversation_id = ${conversationId}::uuid and state in ('queued', 'sending')
       order by created_at, id limit 1 for no key update
    ),
    claimed as (
      update messages m set state = 'sending', attempts = m.attempts + 1, next_attempt_at = null
        from head h where m.workspace_id = h.workspace_id and m.id = h.id and m.state = 'queued'
      returning m.*
    ),
    attempt as (
      insert into delivery_attempts (workspace_id, message_id, attempt, started_at)
      select workspace_id, id, attempts, ${tx.clock.now()}::timestamptz from claimed
    )
    select m.id, m.conversation_id, m.channel_id, c.external_id as chat_id, m.kind, m.text, m.attempts as attempt, m.sent_at,
           c.heard_at, ch.late_answers_refused_at is not null as forbids_late,
           f.storage_key, f.name as file_name, f.type as file_type, f.bytes as file_bytes, f.width, f.height, f.seconds, f.waveform,
           m.external_id as own_id, q.external_id as reply_to_external_id, q.direction as reply_to_direction, q.text as reply_to_text
      from claimed m
      join conversations c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
      join channels ch on ch.workspace_id = m.workspace_id and ch.id = m.channel_id
      left join files f on f.workspace_id = m.workspace_id and f.id = m.file_id
      left join messages q on q.workspace_id = m.workspace_id and q.id = m.reply_to_id`.execute(tx.db);
  return rows[0];
}

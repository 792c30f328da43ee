import { sql } from "kysely";
import type { ChannelKind } from "#contract/channels.ts";
import { type Context, compilable, read, type Transaction, transact } from "#server/context.ts";
import { askLater } from "#server/conversations/send/ask-later.ts";
import { callIsOver, firstAsking } from "#server/conversations/send/asking-times.ts";
import { settleMessage } from "#server/conversations/send/settle-message.ts";

/** The head of a conversation's lane and the channel it leaves by. */
export interface Lane {
  channel_id: string;
  channel_kind: ChannelKind;
  chat_id: string;
  status: string;
  removed_at: Date | null;
  /** When the oldest message may be tried, which may have to wait for what becomes of one before it; null for now. */
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
  /** When this attempt was recorded. */
  started_at: Date;
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
    select c.channel_id, c.external_id as chat_id, ch.kind as channel_kind, ch.status, ch.removed_at,
           greatest(m.next_attempt_at, held.until) as next_attempt_at, m.characters
      from conversations c
      join channels ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
      cross join lateral (
        select next_attempt_at, case when file_id is null then length(text) else 0 end as characters from messages
         where workspace_id = c.workspace_id and conversation_id = c.id and state in ('queued', 'sending')
         order by created_at, id limit 1) m
      cross join lateral (
        select max(lane_held_until) as until from messages
         where workspace_id = c.workspace_id and conversation_id = c.id and state = 'unknown' and next_attempt_at is not null) held
     where c.workspace_id = ${context.workspaceId}::uuid and c.id = ${conversationId}::uuid`;
  const [lane] = await read(context, compilable(select));
  return lane;
}

/**
 * Takes the oldest queued message and records the attempt, committed before anything leaves. A message that is found `sending`
 * was left by a worker that died: nobody knows whether it went out, so it becomes `unknown`. Where the service can be asked what it has
 * (`canAsk`) it is, and what follows waits for that; else a person decides. One that goes out under an id of our own is simply sent
 * again: whoever has it already knows it by its id.
 */
export function claimMessage(
  context: Context,
  conversationId: string,
  canAsk = false,
): Promise<ClaimedMessage | undefined> {
  return transact(context, async (tx) => {
    await abandonLeft(tx, conversationId, canAsk);
    return claimOldest(tx, conversationId);
  });
}

interface LeftMessage {
  readonly id: string;
  readonly attempts: number;
  readonly external_id: string | null;
  readonly file_id: string | null;
  readonly started_at: Date | null;
}

/** Settles what a worker that died left on its way, as {@link claimMessage} does first. */
export async function abandonLeft(tx: Transaction, conversationId: string, canAsk = false): Promise<void> {
  const left = await tx.db
    .selectFrom("messages as m")
    .leftJoin("delivery_attempts as a", (join) =>
      join
        .onRef("a.workspace_id", "=", "m.workspace_id")
        .onRef("a.message_id", "=", "m.id")
        .onRef("a.attempt", "=", "m.attempts"),
    )
    .select(["m.id", "m.attempts", "m.external_id", "m.file_id", "a.started_at"])
    .where("m.workspace_id", "=", tx.workspaceId)
    .where("m.conversation_id", "=", conversationId)
    .where("m.state", "=", "sending")
    .execute();
  for (const message of left) await abandon(tx, conversationId, message, canAsk);
}

async function abandon(
  tx: Transaction,
  conversationId: string,
  { id, attempts: attempt, external_id, file_id, started_at }: LeftMessage,
  canAsk: boolean,
): Promise<void> {
  const detail = "Wokfow was stopped while the message was on its way.";
  if (external_id !== null || !canAsk || started_at === null) {
    const state = external_id === null ? "unknown" : "queued";
    return settleMessage(tx, { id, conversationId, attempt }, { state, outcome: "abandoned", detail });
  }
  const asking = firstAsking(tx.clock.now(), callIsOver(started_at, file_id !== null));
  await settleMessage(
    tx,
    { id, conversationId, attempt },
    { state: "unknown", outcome: "abandoned", detail, ...asking },
  );
  await askLater(tx, conversationId);
}

async function claimOldest(tx: Transaction, conversationId: string): Promise<ClaimedMessage | undefined> {
  const { rows } = await sql<ClaimedMessage>`
    with head as (
      select workspace_id, id from messages
       where workspace_id = ${tx.workspaceId}::uuid and conversation_id = ${conversationId}::uuid and state in ('queued', 'sending')
         and not exists (
           select from messages before
            where before.workspace_id = ${tx.workspaceId}::uuid and before.conversation_id = ${conversationId}::uuid
              and before.state = 'unknown' and before.next_attempt_at is not null
              and before.lane_held_until > ${tx.clock.now()}::timestamptz)
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
           ${tx.clock.now()}::timestamptz as started_at, c.heard_at, ch.late_answers_refused_at is not null as forbids_late,
           f.storage_key, f.name as file_name, f.type as file_type, f.bytes as file_bytes, f.width, f.height, f.seconds, f.waveform,
           m.external_id as own_id, q.external_id as reply_to_external_id, q.direction as reply_to_direction, q.text as reply_to_text
      from claimed m
      join conversations c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
      join channels ch on ch.workspace_id = m.workspace_id and ch.id = m.channel_id
      left join files f on f.workspace_id = m.workspace_id and f.id = m.file_id
      left join messages q on q.workspace_id = m.workspace_id and q.id = m.reply_to_id`.execute(tx.db);
  return rows[0];
}

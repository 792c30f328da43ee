import { createHash } from "node:crypto";
import { sql } from "kysely";
import { actingMemberId, type Transaction } from "#server/context.ts";
import { findByKey } from "#server/conversations/find-by-key.ts";
import { nextMoment } from "#server/conversations/next-moment.ts";
import type { CheckedNote } from "#server/conversations/notes/check-note.ts";
import { isSeenByMember } from "#server/conversations/policy.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";
import { newId } from "#server/platform/identifier.ts";

/** A note that is in its thread. `mentioned` are those whom it names and who have not heard of it yet. */
export interface StoredNote {
  readonly id: string;
  readonly mentioned: readonly string[];
}

/**
 * Stores a note in a conversation that the caller has locked and may write into, once however often its key comes. It leaves the
 * conversation's last message, its activity and its counters as they are, and enters no lane. Refused `idempotency_key_reused`,
 * `unknown_member`, `cannot_see`.
 */
export async function storeNote(tx: Transaction, conversationId: string, note: CheckedNote): Promise<StoredNote> {
  const earlier = await findByKey(tx, note.idempotencyKey);
  if (earlier && earlier.idempotency_hash !== hashOf(conversationId, note)) throw keyReused();
  if (earlier) return { id: earlier.id, mentioned: [] };
  const mentioned = [...new Set(note.mentions.map(({ memberId }) => memberId))];
  await requireSight(tx, conversationId, mentioned);
  const id = newId();
  if (!(await insertNote(tx, id, conversationId, note))) throw keyReused();
  await Promise.all([
    insertMentions(tx, id, conversationId, mentioned),
    announce(tx, { kind: "message.noted", subjectId: id, conversationId }),
  ]);
  return { id, mentioned };
}

function hashOf(conversationId: string, { text, mentions }: CheckedNote): string {
  const stretches = mentions.map(({ memberId, offset, length }) => [memberId, offset, length]);
  return createHash("sha256")
    .update(JSON.stringify(["note", conversationId, text, stretches]))
    .digest("hex");
}

function keyReused(): Refusal {
  return new Refusal(409, "idempotency_key_reused", "This key was already used for another message.", {
    detail: "Write every new note with a key of its own; a key is only repeated to try the same note again.",
  });
}

/** A mention tells its reader what the conversation is about, so it reaches only those who see the conversation anyway. */
async function requireSight(tx: Transaction, conversationId: string, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return;
  const { rows } = await sql<{ display_name: string; sees: boolean }>`
    select m.display_name, ${isSeenByMember} as sees
      from members m
      join workspaces w on w.workspace_id = m.workspace_id
      join conversations c on c.workspace_id = m.workspace_id and c.id = ${conversationId}::uuid
     where m.workspace_id = ${tx.workspaceId}::uuid and m.id = any(${memberIds}::uuid[]) and m.status in ('invited', 'active')
     order by lower(m.display_name)`.execute(tx.db);
  if (rows.length < memberIds.length)
    throw fault("unknown_member", "Somebody mentioned here is not a member any more.");
  const blind = rows.filter(({ sees }) => !sees).map((row) => row.display_name);
  if (blind.length > 0) throw cannotSee(blind);
}

function cannotSee(names: readonly string[]): Refusal {
  const who = new Intl.ListFormat("en", { type: "disjunction" }).format(names);
  const message = `This conversation is not visible to ${who}, so a note in it cannot mention them.`;
  return fault(
    "cannot_see",
    message,
    "Leave the mention out, or transfer the conversation to them or their team first.",
  );
}

function fault(code: string, message: string, detail?: string): Refusal {
  return new Refusal(422, code, message, { fields: [{ path: "mentions", message }], ...(detail && { detail }) });
}

async function insertNote(tx: Transaction, id: string, conversationId: string, note: CheckedNote): Promise<boolean> {
  const last = await lastMomentOf(tx, conversationId);
  const at = nextMoment(tx.clock, last);
  const { rows } = await sql`
    insert into messages (workspace_id, id, conversation_id, channel_id, direction, kind, text, entities, author_id, sent_at, state,
                          idempotency_key, idempotency_hash, created_at)
    select c.workspace_id, ${id}::uuid, c.id, c.channel_id, 'note', 'text', ${note.text}::text,
           ${JSON.stringify(note.mentions)}::jsonb, ${actingMemberId(tx)}::uuid, ${at}::timestamptz, 'delivered',
           ${note.idempotencyKey}::text, ${hashOf(conversationId, note)}::text, ${at}::timestamptz
      from conversations c where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid
    on conflict (workspace_id, author_id, idempotency_key) do nothing
    returning id`.execute(tx.db);
  return rows.length === 1;
}

async function lastMomentOf(tx: Transaction, conversationId: string): Promise<Date | null> {
  const row = await tx.db
    .selectFrom("messages")
    .select("sent_at")
    .where("workspace_id", "=", tx.workspaceId)
    .where("conversation_id", "=", conversationId)
    .orderBy("sent_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.sent_at ?? null;
}

async function insertMentions(
  tx: Transaction,
  messageId: string,
  conversationId: string,
  memberIds: readonly string[],
): Promise<void> {
  if (memberIds.length === 0) return;
  const common = { workspace_id: tx.workspaceId, message_id: messageId, conversation_id: conversationId };
  const at = tx.clock.now();
  await tx.db
    .insertInto("mentions")
    .values(memberIds.map((member_id) => ({ ...common, member_id, at })))
    .execute();
}

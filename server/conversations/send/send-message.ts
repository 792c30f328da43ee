import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { BodyOf } from "#contract/endpoint.ts";
import { excerptOf } from "#contract/excerpt.ts";
import type { sendMessage as endpoint } from "#contract/messages.ts";
import type { Adapter } from "#server/channels/adapter.ts";
import { actingMemberId, type Context, type Transaction, transact } from "#server/context.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import { findByKey } from "#server/conversations/find-by-key.ts";
import { nextMoment } from "#server/conversations/next-moment.ts";
import { isVisible } from "#server/conversations/policy.ts";
import { readMessage } from "#server/conversations/read-message.ts";
import { routeReopened } from "#server/conversations/receive/route-reopened.ts";
import { checkAnswerTime } from "#server/conversations/send/check-answer-time.ts";
import { checkDraft, type FileToSend, type Recipient, type SentKind } from "#server/conversations/send/check-draft.ts";
import { deliverLater } from "#server/conversations/send/deliver-later.ts";
import { shortenText } from "#server/conversations/shorten-text.ts";
import { admitDraft, countingHeldBack } from "#server/guards/admit-draft.ts";
import { notFound, Refusal } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";
import { newId } from "#server/platform/identifier.ts";

type Draft = BodyOf<typeof endpoint>;

/** What sending needs besides a context. */
export interface SendingParts {
  readonly adapters: Readonly<Record<string, Adapter>>;
}

/** A draft that may be queued. */
interface Queued {
  readonly id: string;
  readonly conversationId: string;
  readonly kind: SentKind;
  /** Under which id it will go out, null where the service chooses. */
  readonly ownId: string | null;
  readonly draft: Draft;
  readonly sentAt: Date;
  readonly wasArchived: boolean;
}

/**
 * Queues a message to the customer and returns it as the JSON of the contract. The same key and draft return the same message,
 * however often and however parallel. Refused `idempotency_key_reused`, `not_found`, whatever the channel cannot carry, and what its
 * guards hold back (`admitDraft`).
 */
export function sendMessage(
  context: Context,
  { adapters }: SendingParts,
  conversationId: string,
  given: Draft,
): Promise<string> {
  const draft = { ...given, text: cleanText(given.text).trim() };
  return countingHeldBack(context, () => transact(context, (tx) => send(tx, adapters, conversationId, draft)));
}

async function send(
  tx: Transaction,
  adapters: SendingParts["adapters"],
  conversationId: string,
  draft: Draft,
): Promise<string> {
  // The lock comes first, alone: what the next statements see is then what the one before us has left.
  const locking = lockRecipient(tx, conversationId);
  const [recipient, earlier, file, quoted] = await Promise.all([
    locking,
    findByKey(tx, draft.idempotencyKey),
    findFile(tx, draft),
    isQuotable(tx, conversationId, draft),
  ]);
  if (!recipient) throw notFound();
  if (earlier) return answerAgain(tx, earlier, conversationId, draft);
  const adapter = adapters[recipient.channel_kind];
  const kind = checkDraft(draft, recipient, file, quoted, adapter);
  checkAnswerTime(recipient, tx.clock.now());
  if (adapter?.capabilities.guarded) await admitDraft(tx, conversationId);
  const sentAt = nextMoment(tx.clock, recipient.last_message_at);
  const ownId = adapter?.chooseId?.() ?? null;
  const wasArchived = recipient.archived_at !== null;
  return queue(tx, { id: newId(), conversationId, kind, ownId, draft, sentAt, wasArchived });
}

async function lockRecipient(tx: Transaction, conversationId: string): Promise<Recipient | undefined> {
  const { rows } = await sql<Recipient>`
    select c.blocked_at, c.archived_at, c.last_message_at, c.heard_at, ch.kind as channel_kind, ch.removed_at,
           ch.late_answers_refused_at is not null as forbids_late
      from conversations c join channels ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
     where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid and ${isVisible(tx.actor)}
       for no key update of c`.execute(tx.db);
  return rows[0];
}

/** Only what the caller has uploaded and not sent yet. */
async function findFile(tx: Transaction, { fileId }: Draft): Promise<FileToSend | undefined> {
  if (fileId === undefined) return undefined;
  const { rows } = await sql<FileToSend>`
    select type, bytes from files
     where workspace_id = ${tx.workspaceId}::uuid and id = ${fileId}::uuid and purpose = 'attachment' and state = 'stored'
       and uploaded_by = ${actingMemberId(tx)}::uuid and conversation_id is null
       for no key update`.execute(tx.db);
  return rows[0];
}

async function isQuotable(tx: Transaction, conversationId: string, { replyToMessageId }: Draft): Promise<boolean> {
  if (replyToMessageId === undefined) return true;
  const row = await tx.db
    .selectFrom("messages")
    .select("id")
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", replyToMessageId)
    .where("conversation_id", "=", conversationId)
    // The customer never hears of a note, so nothing that is sent can answer one.
    .where("direction", "<>", "note")
    .executeTakeFirst();
  return row !== undefined;
}

async function answerAgain(
  tx: Transaction,
  earlier: { id: string; idempotency_hash: string | null },
  conversationId: string,
  draft: Draft,
): Promise<string> {
  if (earlier.idempotency_hash !== hashOf(conversationId, draft)) {
    throw new Refusal(409, "idempotency_key_reused", "This key was already used for another message.", {
      detail: "Send every new message with a key of its own; a key is only repeated to try the same message again.",
    });
  }
  return (await readMessage(tx, earlier.id)) ?? "";
}

async function queue(tx: Transaction, queued: Queued): Promise<string> {
  const { id, conversationId, draft } = queued;
  const [inserted, , , , , json] = await Promise.all([
    insertMessage(tx, queued),
    countAnswer(tx, queued),
    attachFile(tx, conversationId, draft),
    announceQueued(tx, queued),
    deliverLater(tx, conversationId),
    readMessage(tx, id),
  ]);
  if (inserted && json) return json;
  // Another conversation's message took the key while this one waited.
  throw new Refusal(409, "idempotency_key_reused", "This key was already used for another message.", {
    detail: "Send every new message with a key of its own.",
  });
}

async function insertMessage(tx: Transaction, queued: Queued): Promise<boolean> {
  const { id, conversationId, kind, ownId, draft, sentAt } = queued;
  const { rows } = await sql`
    insert into messages (workspace_id, id, conversation_id, channel_id, direction, kind, text, file_id, reply_to_id, author_id,
                          external_id, sent_at, state, idempotency_key, idempotency_hash, created_at)
    select c.workspace_id, ${id}::uuid, c.id, c.channel_id, 'outbound', ${kind}::text, ${draft.text}::text,
           ${draft.fileId ?? null}::uuid, ${draft.replyToMessageId ?? null}::uuid, ${actingMemberId(tx)}::uuid,
           ${ownId}::text, ${sentAt}::timestamptz, 'queued', ${draft.idempotencyKey}::text, ${hashOf(conversationId, draft)}::text, ${sentAt}::timestamptz
      from conversations c where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid
    on conflict (workspace_id, author_id, idempotency_key) do nothing
    returning id`.execute(tx.db);
  return rows.length === 1;
}

/** What is in a closed conversation is answered by opening it again. */
function countAnswer(tx: Transaction, { id, conversationId, kind, draft, sentAt }: Queued): Promise<unknown> {
  const excerpt = shortenText(excerptOf({ kind, text: draft.text }, draft.voice?.seconds));
  return sql`
    update conversations
       set answered_inbound_count = inbound_count, unreplied = false, archived_at = null, archive_run_id = null,
           last_activity_at = greatest(last_activity_at, ${sentAt}::timestamptz),
           last_message_id = ${id}::uuid, last_message_at = ${sentAt}::timestamptz, last_message_sequence = 0,
           last_direction = 'outbound', last_kind = ${kind}::text, last_excerpt = ${excerpt}::text,
           last_author_id = ${actingMemberId(tx)}::uuid, last_state = 'queued'
     where workspace_id = ${tx.workspaceId}::uuid and id = ${conversationId}::uuid`.execute(tx.db);
}

async function attachFile(tx: Transaction, conversationId: string, { fileId, voice }: Draft): Promise<void> {
  if (fileId === undefined) return;
  await tx.db
    .updateTable("files")
    .set({ conversation_id: conversationId, ...(voice && { seconds: voice.seconds, waveform: [...voice.waveform] }) })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", fileId)
    .execute();
}

async function announceQueued(tx: Transaction, { id, conversationId, wasArchived }: Queued): Promise<void> {
  await Promise.all([
    announce(tx, { kind: "message.queued", subjectId: id, conversationId }),
    wasArchived && routeReopened(tx, conversationId),
  ]);
}

function hashOf(conversationId: string, { text, fileId, asDocument, voice, replyToMessageId }: Draft): string {
  const body = JSON.stringify([
    conversationId,
    text,
    fileId ?? null,
    asDocument,
    replyToMessageId ?? null,
    ...(voice ? [voice] : []),
  ]);
  return createHash("sha256").update(body).digest("hex");
}

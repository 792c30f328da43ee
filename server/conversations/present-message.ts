import { type RawBuilder, type Selectable, sql } from "kysely";
import { type Attachment, type MessageContent, messageContent, type TextEntity } from "#contract/message-content.ts";
import type { Message } from "#contract/messages.ts";
import type { Context } from "#server/context.ts";
import { knows, type Names, namesFor } from "#server/conversations/believe-names.ts";
import { findAttachments } from "#server/conversations/find-attachments.ts";
import { findReactions } from "#server/conversations/find-reactions.ts";
import { presentMember } from "#server/conversations/present.ts";
import { readRows } from "#server/conversations/read-rows.ts";
import { findQuotes, type Quote } from "#server/conversations/receive/find-quotes.ts";
import type { MessagesTable } from "#server/conversations/tables.ts";
import { momentSql, writeMoment, writeMomentOrNull } from "#server/conversations/write-moment.ts";

/** The columns of a message that threads show. Moments are texts of `momentSql`. */
export type MessageRow = Pick<
  Selectable<MessagesTable>,
  | "id"
  | "conversation_id"
  | "direction"
  | "kind"
  | "text"
  | "file_id"
  | "sequence"
  | "reply_to_id"
  | "reply_to_external_id"
  | "author_id"
  | "state"
  | "refusal_reason"
  | "refusal_detail"
  | "has_reactions"
> & {
  /** Null when nothing is formatted. */
  readonly entities: TextEntity[] | null;
  /** Null for a plain text. */
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly at: string;
  readonly edited_at: string | null;
  readonly next_attempt_at: string | null;
};

// Most messages are plain texts, and an empty list or object of JSON takes longer to read than the text.
const columns = sql.raw<MessageRow>(`m.id, m.conversation_id, m.direction, m.kind, m.text, m.file_id,
  case when m.entities <> '[]'::jsonb then m.entities end as entities,
  case when m.kind <> 'text' then m.details end as details,
  m.sequence, m.reply_to_id, m.reply_to_external_id, m.author_id, m.state, m.refusal_reason, m.refusal_detail, m.has_reactions,
  ${momentSql("m.sent_at")} as at, ${momentSql("m.edited_at")} as edited_at,
  case when m.state in ('queued', 'unknown') then ${momentSql("m.next_attempt_at")} end as next_attempt_at`);

/** The SQL of rows of messages; `from` yields them as `m`. */
export function selectMessages(from: RawBuilder<unknown>): RawBuilder<MessageRow> {
  return sql`select ${columns} from ${from}`;
}

/** One message as the contract writes it, null when there is none. */
export async function findMessage(context: Context, messageId: string): Promise<Message | null> {
  const one = sql`(
    select m.* from messages m where m.workspace_id = ${context.workspaceId}::uuid and m.id = ${messageId}::uuid) m`;
  const rows = await readRows(context, selectMessages(one));
  const [message] = await presentMessages(context, rows);
  return message ?? null;
}

/** Rows as the contract writes them. What only few messages have, files, reactions and quotations, is looked up where there is any. */
export async function presentMessages(context: Context, rows: readonly MessageRow[]): Promise<Message[]> {
  const [names, attachments, reactions, quoteOf] = await Promise.all([
    namesFor(context, ({ members }) => rows.every((row) => knows(members, row.author_id))),
    findAttachments(context, rows),
    findReactions(context, rows),
    findQuotes(context, rows),
  ]);
  return rows.map((row) => ({
    ...presentMessage(names, row, attachments.get(row.file_id ?? ""), quoteOf(row)),
    reactions: reactions.get(row.id) ?? [],
  }));
}

function presentMessage(
  names: Names,
  row: MessageRow,
  attachment: Attachment | undefined,
  replyTo: Quote | null,
): Omit<Message, "reactions"> {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    direction: row.direction,
    content: presentContent(row, attachment),
    author: presentMember(names, row.author_id),
    sentAt: writeMoment(row.at),
    editedAt: writeMomentOrNull(row.edited_at),
    replyTo,
    state: row.state,
    refusal: row.refusal_reason ? { reason: row.refusal_reason, detail: row.refusal_detail } : null,
    nextAttemptAt: writeMomentOrNull(row.next_attempt_at),
  };
}

function presentContent(row: MessageRow, attachment: Attachment | undefined): MessageContent {
  const { kind, text, details } = row;
  const entities = row.entities ?? [];
  switch (kind) {
    case "text":
      return { kind, text, entities };
    case "start":
      return { kind, parameter: asText(details?.parameter) };
    case "unsupported":
      return { kind, what: asText(details?.what) ?? "" };
    case "undecryptable":
    case "removed":
      return { kind };
    case "location":
    case "contacts":
    case "button":
    case "referral":
      return presentDetails(kind, details);
    default:
      return presentFile(kind, row, attachment);
  }
}

type WithFile = "photo" | "video" | "document" | "voice" | "audio" | "sticker";

function presentFile(kind: WithFile, row: MessageRow, attachment: Attachment | undefined): MessageContent {
  const { text, details } = row;
  // Its file is written with the message, so this is for rows that other hands have changed: the thread still opens.
  if (!attachment) return { kind: "unsupported", what: kind };
  if (kind === "sticker") return { kind, emoji: asText(details?.emoji), attachment };
  const caption = { text, entities: row.entities ?? [], attachment };
  if (kind === "document" || kind === "audio") return { kind, ...caption };
  return { kind, ...caption, viewOnce: details?.viewOnce === true };
}

/** What was stored as details is read again as the contract has it, in case other hands have changed it. */
function presentDetails(
  kind: "location" | "contacts" | "button" | "referral",
  details: MessageRow["details"],
): MessageContent {
  const parsed = messageContent.safeParse({ ...details, kind });
  return parsed.success ? parsed.data : { kind: "unsupported", what: kind };
}

function asText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

import { type RawBuilder, sql } from "kysely";
import type { InboundMessageUpdate } from "#server/conversations/inbound.ts";

/**
 * What a message changes in the row that has its identifier already; all of these end the same in any order. Its own content goes into
 * a row that waited for it, or that only knows the new caption of its file; of the times that were told of it the earliest is true.
 * A message of the history that is delivered as well is returned as it is. Anything else is a redelivery. A later edit wins, and one that
 * tells only a text changes the caption of a file. Nothing comes back that was removed. A row of another chat, or of the other side, is
 * left alone: identifiers are chosen by whoever writes.
 */
export function renewStored({ kind, content }: InboundMessageUpdate): RawBuilder<unknown> {
  if (kind === "edit") return takeEdit;
  if (content.kind === "undecryptable") return sql`do nothing`;
  return sql`${takeOriginal} or ${kind === "message" ? sql`messages.is_past` : sql`false`})`;
}

const isSameMessage = sql`messages.direction = excluded.direction and messages.conversation_id = excluded.conversation_id`;
// What was handed over from here has our own time, which every thread has shown since.
const isEarlier = sql`messages.attempts = 0 and messages.sent_at > excluded.sent_at`;
const earliest = sql`
  sent_at = case when ${isEarlier} then excluded.sent_at else messages.sent_at end,
  sequence = case when ${isEarlier} then excluded.sequence else messages.sequence end`;

const waits = sql`messages.kind = 'undecryptable'`;
const hasCaptionOnly = sql`
  messages.kind = 'text' and messages.edited_at is not null and messages.file_id is null and excluded.file_id is not null`;

const takeOriginal = sql`
  do update set kind = case when ${waits} or ${hasCaptionOnly} then excluded.kind else messages.kind end,
                details = case when ${waits} or ${hasCaptionOnly} then excluded.details else messages.details end,
                file_id = case when ${waits} or ${hasCaptionOnly} then excluded.file_id else messages.file_id end,
                raw = case when ${waits} then excluded.raw else messages.raw end,
                text = case when ${waits} then excluded.text else messages.text end,
                entities = case when ${waits} then excluded.entities else messages.entities end,
                reply_to_external_id = case when messages.kind <> 'removed'
                  then coalesce(messages.reply_to_external_id, excluded.reply_to_external_id) end,
                ${earliest}
    where ${isSameMessage} and (${waits} or (${hasCaptionOnly}) or (${isEarlier})`;

const isOfCaption = sql`excluded.kind = 'text' and messages.file_id is not null and messages.kind in ('photo', 'video', 'document')`;
const isSameFile = sql`(
  select f.source = n.source from files f, incoming n where f.workspace_id = messages.workspace_id and f.id = messages.file_id)`;

/** The same file is not fetched again. */
const takeEdit = sql`
  do update set kind = case when ${isOfCaption} then messages.kind else excluded.kind end,
                details = case when ${isOfCaption} then messages.details else excluded.details end,
                file_id = case when ${isOfCaption} or ${isSameFile} then messages.file_id else excluded.file_id end,
                text = excluded.text, entities = excluded.entities, raw = excluded.raw, edited_at = excluded.edited_at,
                ${earliest}
    where ${isSameMessage} and messages.kind <> 'removed'
      and (messages.edited_at is null or messages.edited_at < excluded.edited_at)`;

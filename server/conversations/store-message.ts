import { type RawBuilder, sql } from "kysely";
import { excerptOf } from "#contract/excerpt.ts";
import type { Transaction } from "#server/context.ts";
import { cleanText, jsonText } from "#server/conversations/clean-text.ts";
import type { InboundContent, InboundFile, InboundMessageUpdate } from "#server/conversations/inbound.ts";
import { shortenText } from "#server/conversations/shorten-text.ts";
import { newId } from "#server/platform/identifier.ts";

/** What became of a message whose conversation exists. `message_id` is null when nothing was new. */
export interface StoredMessage {
  conversation_id: string;
  contact_id: string;
  identity_id: string;
  message_id: string | null;
  is_new: boolean;
  /** The message is now the last of its conversation. */
  is_last: boolean;
  new_file_id: string | null;
  was_archived: boolean;
  /** The customer had blocked us before they wrote this. */
  was_blocked: boolean;
  /** The customer wanted to hear nothing more before they wrote this. */
  was_opted_out: boolean;
  name: string;
  username: string | null;
  language: string | null;
  start_parameter: string | null;
}

/**
 * Stores a message, or the new content of an edited one, together with all that its conversation keeps of it, in one
 * statement. Undefined when the conversation does not exist. The lock on the conversation makes parallel deliveries wait
 * for each other; `on conflict` makes a redelivery change nothing and lets a message and its edit arrive in either order.
 */
export async function storeMessage(
  tx: Transaction,
  channelId: string,
  update: InboundMessageUpdate,
): Promise<StoredMessage | undefined> {
  const { rows } = await sql<StoredMessage>`
    with incoming as (${incoming(tx, channelId, update)}),
    conversation as (
      select c.id, c.contact_id, c.identity_id, c.archived_at is not null as was_archived,
             coalesce(c.blocked_at < n.sent_at, false) as was_blocked, c.opted_out_at is not null as was_opted_out,
             c.last_message_at is null
               or (n.sent_at, n.sequence) >= (c.last_message_at, c.last_message_sequence) as is_last
        from conversations c, incoming n
       where c.workspace_id = n.workspace_id and c.channel_id = n.channel_id and c.external_id = n.chat_id
         for no key update of c
    ),
    message as (
      insert into messages (workspace_id, id, conversation_id, channel_id, direction, kind, text, entities, details, file_id,
                            external_id, sequence, reply_to_external_id, sent_at, edited_at, state, raw, created_at)
      select n.workspace_id, n.id, c.id, n.channel_id, 'inbound', n.kind, n.text, n.entities, n.details, n.file_id,
             n.external_id, n.sequence, n.reply_to_external_id, n.sent_at, n.edited_at, 'delivered', n.raw, n.created_at
        from incoming n, conversation c
      on conflict (workspace_id, channel_id, external_id) ${onConflict(update)}
      returning id, file_id
    )
    ${fileOf(update.content)},
    counted as (${countNew}),
    edited as (${renewExcerpt})
    select c.id as conversation_id, c.contact_id, c.identity_id, m.id as message_id, coalesce(m.id = n.id, false) as is_new,
           c.is_last, case when m.file_id = n.file_id then n.file_id end as new_file_id, c.was_archived, c.was_blocked,
           c.was_opted_out,
           k.name, i.username, i.language, i.start_parameter
      from incoming n cross join conversation c left join message m on true
      join contacts k on k.workspace_id = n.workspace_id and k.id = c.contact_id
      join identities i on i.workspace_id = n.workspace_id and i.id = c.identity_id`.execute(tx.db);
  return rows[0];
}

function incoming(tx: Transaction, channelId: string, update: InboundMessageUpdate): RawBuilder<unknown> {
  const { content } = update;
  const editedAt = update.kind === "edit" ? update.editedAt : null;
  return sql`
    select ${tx.workspaceId}::uuid as workspace_id, ${channelId}::uuid as channel_id, ${update.chatId}::text as chat_id,
           ${newId()}::uuid as id, ${content.kind}::text as kind, ${textOf(content)}::text as text,
           ${"entities" in content ? JSON.stringify(content.entities) : "[]"}::jsonb as entities,
           ${JSON.stringify(detailsOf(content))}::jsonb as details,
           ${"file" in content ? newId() : null}::uuid as file_id,
           ${cleanText(update.externalId)}::text as external_id, ${update.sequence}::bigint as sequence,
           ${update.replyToExternalId}::text as reply_to_external_id, ${update.sentAt}::timestamptz as sent_at,
           ${editedAt}::timestamptz as edited_at, ${tx.clock.now()}::timestamptz as created_at,
           ${update.raw === null || update.raw === undefined ? null : jsonText(update.raw)}::jsonb as raw,
           ${shortenText(excerptOf({ ...content, text: textOf(content) }, secondsOf(content)))}::text as excerpt,
           ${"file" in content ? jsonText(content.file.source) : null}::jsonb as source`;
}

function textOf(content: InboundContent): string {
  return "text" in content ? cleanText(content.text) : "";
}

function secondsOf(content: InboundContent): number | null {
  return "file" in content ? content.file.seconds : null;
}

function detailsOf(content: InboundContent): Record<string, unknown> {
  if (content.kind === "sticker") return { emoji: content.emoji };
  if (content.kind === "start") return { parameter: content.parameter && cleanText(content.parameter) };
  if (content.kind === "unsupported") return { what: cleanText(content.what) };
  return {};
}

/** A later edit wins; a message that finds its own edit already there leaves it alone. The same file is not fetched again. */
function onConflict({ kind }: InboundMessageUpdate): RawBuilder<unknown> {
  if (kind === "message") return sql`do nothing`;
  return sql`
    do update set kind = excluded.kind, text = excluded.text, entities = excluded.entities, details = excluded.details,
                  edited_at = excluded.edited_at, raw = excluded.raw,
                  file_id = case when (select f.source = n.source from files f, incoming n
                                        where f.workspace_id = messages.workspace_id and f.id = messages.file_id)
                                 then messages.file_id else excluded.file_id end
      where messages.direction = 'inbound'
        and (messages.edited_at is null or messages.edited_at < excluded.edited_at)`;
}

function fileOf(content: InboundContent): RawBuilder<unknown> {
  if (!("file" in content)) return sql``;
  const { name, type, bytes, width, height, seconds }: InboundFile = content.file;
  return sql`,
    file as (
      insert into files (workspace_id, id, purpose, conversation_id, state, name, type, bytes, width, height, seconds, source, created_at)
      select n.workspace_id, n.file_id, 'attachment', c.id, 'fetching', ${name && cleanText(name)}::text, ${type}::text,
             ${bytes}::bigint, ${width}::integer, ${height}::integer, ${seconds}::real, n.source, n.created_at
        from incoming n, conversation c, message m where m.file_id = n.file_id
    )`;
}

/** Counters only grow and the last message only moves forward, so that any order of arrival ends the same. */
const countNew = sql`
  update conversations c
     set inbound_count = c.inbound_count + 1, unreplied = true, archived_at = null, archive_run_id = null,
         blocked_at = case when v.was_blocked then null else c.blocked_at end,
         last_activity_at = greatest(c.last_activity_at, n.sent_at),
         -- What was long on its way counts as activity of now, or auto-archive would put it away unseen.
         kept_open_at = case when n.sent_at < n.created_at - interval '1 hour' then n.created_at else c.kept_open_at end,
         last_message_id = case when v.is_last then n.id else c.last_message_id end,
         last_message_at = case when v.is_last then n.sent_at else c.last_message_at end,
         last_message_sequence = case when v.is_last then n.sequence else c.last_message_sequence end,
         last_direction = case when v.is_last then 'inbound' else c.last_direction end,
         last_kind = case when v.is_last then n.kind else c.last_kind end,
         last_excerpt = case when v.is_last then n.excerpt else c.last_excerpt end,
         last_author_id = case when v.is_last then null else c.last_author_id end,
         last_state = case when v.is_last then 'delivered' else c.last_state end
    from incoming n, conversation v, message m
   where m.id = n.id and c.workspace_id = n.workspace_id and c.id = v.id`;

const renewExcerpt = sql`
  update conversations c set last_kind = n.kind, last_excerpt = n.excerpt
    from incoming n, conversation v, message m
   where m.id <> n.id and c.workspace_id = n.workspace_id and c.id = v.id and c.last_message_id = m.id`;

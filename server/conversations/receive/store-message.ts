import { type RawBuilder, sql } from "kysely";
import { excerptOf } from "#contract/excerpt.ts";
import type { Transaction } from "#server/context.ts";
import { cleanText, jsonText } from "#server/conversations/clean-text.ts";
import type { InboundContent, InboundFile, InboundMessageUpdate } from "#server/conversations/inbound.ts";
import { countMessage } from "#server/conversations/receive/count-message.ts";
import { renewStored } from "#server/conversations/receive/renew-stored-message.ts";
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
  /** It was there from the history of a phone, for nobody to answer. */
  was_past: boolean;
  /** The message that the conversation shows as its last has changed, and it may be another one now. */
  last_is_stale: boolean;
  was_archived: boolean;
  /** The customer had blocked us before they wrote this. */
  was_blocked: boolean;
  /** The customer wanted to hear nothing more before they wrote this. */
  was_opted_out: boolean;
  name: string;
  username: string | null;
  phone: string | null;
  language: string | null;
  start_parameter: string | null;
}

/**
 * Stores a message, or the new content of an edited one, together with all that its conversation keeps of it, in one
 * statement. Undefined when the conversation does not exist. The lock on the conversation makes parallel deliveries wait
 * for each other; `on conflict` makes a redelivery change nothing, heals what could not be read, and lets a message and its edit
 * arrive in either order.
 */
export async function storeMessage(
  tx: Transaction,
  channelId: string,
  update: InboundMessageUpdate,
): Promise<StoredMessage | undefined> {
  const { rows } = await sql<StoredMessage>`
    with incoming as (${incoming(tx, channelId, update)}),
    conversation as (
      select c.id, c.contact_id, c.identity_id, c.archived_at is not null and ${opens(update)} as was_archived,
             ${opens(update)} and coalesce(c.blocked_at < n.sent_at, false) as was_blocked,
             c.opted_out_at is not null as was_opted_out, c.last_message_id,
             c.last_message_at is null
               or (n.sent_at, n.sequence) >= (c.last_message_at, c.last_message_sequence) as is_last
        from conversations c, incoming n
       where c.workspace_id = n.workspace_id and c.channel_id = n.channel_id and c.external_id = n.chat_id
         for no key update of c
    ),
    message as (
      insert into messages (workspace_id, id, conversation_id, channel_id, direction, kind, text, entities, details, file_id,
                            external_id, sequence, reply_to_external_id, sent_at, edited_at, state, raw, is_past, created_at)
      select n.workspace_id, n.id, c.id, n.channel_id, n.direction, n.kind, n.text, n.entities, n.details, n.file_id,
             ${idOfItsOwn(update)}, n.sequence, n.reply_to_external_id, n.sent_at, n.edited_at, n.state, n.raw, n.is_past, n.created_at
        from incoming n, conversation c
      on conflict (workspace_id, channel_id, external_id) ${renewStored(update)}
      returning id, file_id, is_past
    )
    ${fileOf(update.content)},
    counted as (${countMessage(update)})
    select c.id as conversation_id, c.contact_id, c.identity_id, m.id as message_id, coalesce(m.id = n.id, false) as is_new,
           c.is_last, case when m.file_id = n.file_id then n.file_id end as new_file_id, c.was_archived, c.was_blocked,
           c.was_opted_out, coalesce(m.id <> n.id and m.id = c.last_message_id, false) as last_is_stale,
           coalesce(m.id <> n.id and m.is_past, false) as was_past,
           k.name, i.username, i.phone, i.language, i.start_parameter
      from incoming n cross join conversation c left join message m on true
      join contacts k on k.workspace_id = n.workspace_id and k.id = c.contact_id
      join identities i on i.workspace_id = n.workspace_id and i.id = c.identity_id`.execute(tx.db);
  return rows[0];
}

/**
 * Identifiers are chosen by whoever writes: a message with one that another customer has used is kept under another. Of two
 * addresses of unlike forms nobody knows whether they are one customer's, so there it counts as a redelivery.
 */
function idOfItsOwn({ kind }: InboundMessageUpdate): RawBuilder<string> {
  if (kind === "edit") return sql`n.external_id`;
  return sql`
    case when exists (
      select from messages m join conversations o on o.workspace_id = m.workspace_id and o.id = m.conversation_id
       where m.workspace_id = n.workspace_id and m.channel_id = n.channel_id and m.external_id = n.external_id
         and o.id <> c.id and split_part(o.external_id, '@', 2) = split_part(n.chat_id, '@', 2))
    then n.external_id || ' of ' || n.chat_id else n.external_id end`;
}

/** Only what the customer says now opens a conversation again. */
function opens({ kind, direction }: InboundMessageUpdate): RawBuilder<boolean> {
  return sql.lit(kind !== "past" && direction === "inbound");
}

function incoming(tx: Transaction, channelId: string, update: InboundMessageUpdate): RawBuilder<unknown> {
  const { content } = update;
  const editedAt = update.kind === "edit" ? update.editedAt : null;
  return sql`
    select ${tx.workspaceId}::uuid as workspace_id, ${channelId}::uuid as channel_id, ${update.chatId}::text as chat_id,
           ${newId()}::uuid as id, ${update.direction}::text as direction,
           ${update.direction === "inbound" ? "delivered" : "sent"}::text as state,
           ${update.kind === "past"}::boolean as is_past, ${content.kind}::text as kind, ${textOf(content)}::text as text,
           ${"entities" in content ? JSON.stringify(content.entities) : "[]"}::jsonb as entities,
           ${jsonText(detailsOf(content))}::jsonb as details,
           ${"file" in content ? newId() : null}::uuid as file_id,
           ${cleanText(update.externalId)}::text as external_id, ${update.sequence}::bigint as sequence,
           ${update.replyToExternalId}::text as reply_to_external_id, ${update.sentAt}::timestamptz as sent_at,
           ${editedAt}::timestamptz as edited_at, ${tx.clock.now()}::timestamptz as created_at,
           ${update.raw === null || update.raw === undefined ? null : jsonText(update.raw)}::jsonb as raw,
           ${cleanText(shortenText(excerptOf({ ...content, text: textOf(content) }, secondsOf(content))))}::text as excerpt,
           ${"file" in content ? jsonText(content.file.source) : null}::jsonb as source`;
}

function textOf(content: InboundContent): string {
  return "text" in content ? cleanText(content.text) : "";
}

function secondsOf(content: InboundContent): number | null {
  return "file" in content ? content.file.seconds : null;
}

/** Only what one kind of content has, as the contract names it. */
function detailsOf(content: InboundContent): Record<string, unknown> {
  switch (content.kind) {
    case "sticker":
      return { emoji: content.emoji };
    case "start":
      return { parameter: content.parameter && cleanText(content.parameter) };
    case "button":
      return { label: cleanText(content.label) };
    case "referral": {
      const { from, title, parameter } = content;
      return { from, title: title && cleanText(title), parameter: parameter && cleanText(parameter) };
    }
    case "unsupported":
      return { what: cleanText(content.what) };
    case "location": {
      const { latitude, longitude, name, address } = content;
      return { latitude, longitude, name: name && cleanText(name), address: address && cleanText(address) };
    }
    case "contacts":
      return { contacts: content.contacts.map(cleanContact) };
    default:
      return "viewOnce" in content && content.viewOnce ? { viewOnce: true } : {};
  }
}

function cleanContact({ name, phones }: { readonly name: string; readonly phones: readonly string[] }) {
  return { name: cleanText(name), phones: phones.map(cleanText) };
}

function fileOf(content: InboundContent): RawBuilder<unknown> {
  if (!("file" in content)) return sql``;
  const { name, type, bytes, width, height, seconds, waveform }: InboundFile = content.file;
  return sql`,
    file as (
      insert into files (workspace_id, id, purpose, conversation_id, state, name, type, bytes, width, height, seconds, waveform, source, created_at)
      select n.workspace_id, n.file_id, 'attachment', c.id, 'fetching', ${name && cleanText(name)}::text, ${type}::text,
             ${bytes}::bigint, ${width}::integer, ${height}::integer, ${seconds}::real, ${waveform && [...waveform]}::smallint[], n.source, n.created_at
        from incoming n, conversation c, message m where m.file_id = n.file_id
    )`;
}

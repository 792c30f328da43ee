import { CompiledQuery } from "kysely";
import type { Context } from "#server/context.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import { optOutWords } from "#server/conversations/receive/heed-opt-out.ts";
import { lockChats } from "#server/conversations/receive/lock-chats.ts";
import type { InboundText } from "#server/conversations/receive/receive-next-message.ts";
import { shortenText } from "#server/conversations/shorten-text.ts";
import { isOptOut, mayBeOptOut } from "#server/guards/is-opt-out.ts";
import { newId } from "#server/platform/identifier.ts";

/**
 * Stores those of many texts that simply come next in open conversations whose customers are known as they are now, and announces
 * them: one statement in a transaction of its own, after a look at what counts as an opt-out there. Returns which it has stored.
 */
export async function receiveNextMessages(
  context: Context,
  channelId: string,
  updates: readonly InboundText[],
): Promise<ReadonlySet<InboundText>> {
  const { workspaceId, database, clock, events } = context;
  const plain = await withoutOptOuts(context, channelId, updates);
  if (plain.length === 0) return new Set();
  const rows = plain.map(rowOf);
  const keys = [plain.map(({ chatId }) => chatId), rows.map((row) => row.external_id)];
  const values = [workspaceId, channelId, clock.now(), JSON.stringify(rows), ...keys];
  const lock = lockChats(workspaceId, channelId, keys[0] ?? []);
  const stored = await database.write<{ id: string }>(workspaceId, CompiledQuery.raw(storeNext, values), lock);
  events.publish(stored.map(({ id }) => ({ workspaceId, id, kind: "message.received" })));
  const done = new Set(stored.map(({ id }) => rows.find((row) => row.id === id)?.external_id));
  return new Set(plain.filter((_, index) => done.has(rows[index]?.external_id)));
}

/** An opt-out is more than a text that comes next. */
async function withoutOptOuts(
  context: Context,
  channelId: string,
  updates: readonly InboundText[],
): Promise<readonly InboundText[]> {
  if (!updates.some(({ content }) => mayBeOptOut(content.text))) return updates;
  const words = await optOutWords(context, channelId);
  return words.length === 0 ? updates : updates.filter(({ content }) => !isOptOut(content.text, words));
}

function rowOf({ externalId, sequence, sentAt, replyToExternalId, chatId, sender, content }: InboundText) {
  const text = cleanText(content.text);
  return {
    id: newId(),
    external_id: cleanText(externalId),
    sequence,
    sent_at: sentAt,
    reply_to: replyToExternalId,
    chat_id: chatId,
    name: sender.name,
    username: sender.username,
    phone: sender.phone,
    language: sender.language,
    text,
    entities: content.entities,
    excerpt: shortenText(text),
  };
}

const [workspaceId, channelId, now, given] = ["$1::uuid", "$2::uuid", "$3::timestamptz", "$4::jsonb"];
const [chatIds, externalIds] = ["$5::text[]", "$6::text[]"];

/**
 * The conversations are locked, in the order in which everybody takes them, and judged as they are by then. A message that is there
 * already is left to whoever knows whether it waited for its content. A fact has the identifier of the message that it tells of.
 */
const storeNext = `
  with conversation as materialized (
    select c.id, c.external_id, c.contact_name, c.contact_username, c.last_message_at, c.last_message_sequence, c.seen_at, c.identity_id
      from conversations c
     where c.workspace_id = ${workspaceId} and c.channel_id = ${channelId} and c.external_id = any(${chatIds})
       and c.archived_at is null and c.blocked_at is null and c.opted_out_at is null
     order by c.external_id collate "C" for no key update
  ),
  known as materialized (
    select c.*, i.language, i.phone
      from conversation c cross join lateral (
        select i.language, i.phone from identities i where i.workspace_id = ${workspaceId} and i.id = c.identity_id offset 0) i
  ),
  early as materialized (
    select e.target_external_id from early_changes e
     where e.workspace_id = ${workspaceId} and e.channel_id = ${channelId} and e.target_external_id = any(${externalIds})
  ),
  next as materialized (
    select distinct on (n.external_id) n.*, c.id as conversation_id
      from jsonb_to_recordset(${given}) as n (
             id uuid, external_id text, sequence bigint, sent_at timestamptz, reply_to text, chat_id text, name text, username text,
             phone text, language text, text text, entities jsonb, excerpt text)
      join known c on c.external_id = n.chat_id
     where (n.name is null or c.contact_name = n.name) and c.contact_username is not distinct from n.username
       and c.language is not distinct from n.language and (n.phone is null or c.phone = n.phone)
       and (n.sent_at, n.sequence) >= (c.last_message_at, c.last_message_sequence)
       and n.external_id not in (select target_external_id from early)
     order by n.external_id
  ),
  message as (
    insert into messages (workspace_id, id, conversation_id, channel_id, direction, kind, text, entities, external_id, sequence,
                          reply_to_external_id, sent_at, state, created_at)
    select ${workspaceId}, n.id, n.conversation_id, ${channelId}, 'inbound', 'text', n.text, n.entities, n.external_id, n.sequence,
           n.reply_to, n.sent_at, 'delivered', ${now}
      from next n
    on conflict (workspace_id, channel_id, external_id) do nothing
    returning id, conversation_id, sent_at, sequence
  ),
  summed as materialized (
    select distinct on (conversation_id) conversation_id, id, sent_at, sequence,
           count(*) over chat as messages, min(sent_at) over chat as first_sent_at,
           count(*) filter (where sent_at <= (select c.seen_at from conversation c where c.id = conversation_id)) over chat as seen
      from message window chat as (partition by conversation_id)
     order by conversation_id, sent_at desc, sequence desc, id desc
  ),
  counted as (
    update conversations c
       set inbound_count = c.inbound_count + s.messages, answered_inbound_count = c.answered_inbound_count + s.seen,
           unreplied = c.unreplied or coalesce(s.sent_at > c.replied_at, true), last_activity_at = greatest(c.last_activity_at, s.sent_at),
           heard_at = greatest(c.heard_at, s.sent_at),
           kept_open_at = case when s.first_sent_at < ${now} - interval '1 hour' then ${now} else c.kept_open_at end,
           last_message_id = s.id, last_message_at = s.sent_at, last_message_sequence = s.sequence,
           last_direction = 'inbound', last_kind = 'text', last_excerpt = (select n.excerpt from next n where n.id = s.id),
           last_author_id = null, last_state = 'delivered'
      from summed s
     where c.workspace_id = ${workspaceId} and c.id = any(array(select conversation_id from summed)) and c.id = s.conversation_id
  )
  insert into facts (workspace_id, id, kind, at, subject_id, conversation_id)
  select ${workspaceId}, m.id, 'message.received', ${now}, m.id, m.conversation_id from message m
  returning id`;

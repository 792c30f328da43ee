import { CompiledQuery } from "kysely";
import type { Context } from "#server/context.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import type { InboundText } from "#server/conversations/receive-next-message.ts";
import { shortenText } from "#server/conversations/shorten-text.ts";
import { mayBeOptOut } from "#server/guards/is-opt-out.ts";
import { newId } from "#server/platform/identifier.ts";

/**
 * Stores those of many texts that simply come next in open conversations whose customers are known as they are now, and announces
 * them: one statement in a transaction of its own, one round trip. Returns which it has stored. Rejects, with nothing stored, when
 * one of them is just being stored elsewhere.
 */
export async function receiveNextMessages(
  context: Context,
  channelId: string,
  updates: readonly InboundText[],
): Promise<ReadonlySet<InboundText>> {
  const { workspaceId, database, clock, events } = context;
  // An opt-out is more than a text that comes next.
  const plain = updates.filter(({ content }) => !mayBeOptOut(content.text));
  if (plain.length === 0) return new Set();
  const byFact = new Map(plain.map((update) => [newId(), update]));
  const rows = [...byFact].map(([factId, update]) => rowOf(factId, update));
  const values = [workspaceId, channelId, clock.now(), JSON.stringify(rows)];
  const stored = await database.write<{ fact_id: string }>(workspaceId, CompiledQuery.raw(storeNext, values));
  events.publish(stored.map(({ fact_id: id }) => ({ workspaceId, id, kind: "message.received" })));
  const done = new Set(stored.map(({ fact_id }) => byFact.get(fact_id)?.externalId));
  return new Set(plain.filter(({ externalId }) => done.has(externalId)));
}

function rowOf(
  factId: string,
  { externalId, sequence, sentAt, replyToExternalId, chatId, sender, content }: InboundText,
) {
  const text = cleanText(content.text);
  return {
    id: newId(),
    fact_id: factId,
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

/**
 * The search for messages spares redeliveries the failure; what decides is their unique key, which fails the statement as a whole.
 * The update of a conversation takes its lock and judges it as it is by then.
 */
const storeNext = `
  with incoming as materialized (
    select distinct on (external_id) *
      from jsonb_to_recordset(${given}) as n (
        id uuid, fact_id uuid, external_id text, sequence bigint, sent_at timestamptz, reply_to text, chat_id text, name text,
        username text, phone text, language text, text text, entities jsonb, excerpt text)
     order by external_id
  ),
  fresh as materialized (
    select n.*, c.id as conversation_id
      from incoming n
      join conversations c on c.workspace_id = ${workspaceId} and c.channel_id = ${channelId} and c.external_id = n.chat_id
      join identities i on i.workspace_id = ${workspaceId} and i.id = c.identity_id
     where (n.name is null or c.contact_name = n.name) and c.contact_username is not distinct from n.username
       and i.language is not distinct from n.language and (n.phone is null or i.phone = n.phone)
       and (c.seen_at is null or c.seen_at < n.sent_at)
       and not exists (select from messages m where m.workspace_id = ${workspaceId} and m.channel_id = ${channelId}
                                                and m.external_id = n.external_id)
       and not exists (select from early_changes e where e.workspace_id = ${workspaceId} and e.channel_id = ${channelId}
                                                     and e.target_external_id = n.external_id)
  ),
  summed as (
    select distinct on (conversation_id) conversation_id, id, sent_at, sequence, excerpt,
           count(*) over chat as messages, min(sent_at) over chat as first_sent_at, min(sequence) over chat as first_sequence
      from fresh window chat as (partition by conversation_id)
     order by conversation_id, sent_at desc, sequence desc, id desc
  ),
  conversation as (
    update conversations c
       set inbound_count = c.inbound_count + s.messages, unreplied = true, last_activity_at = greatest(c.last_activity_at, s.sent_at),
           kept_open_at = case when s.first_sent_at < ${now} - interval '1 hour' then ${now} else c.kept_open_at end,
           last_message_id = s.id, last_message_at = s.sent_at, last_message_sequence = s.sequence,
           last_direction = 'inbound', last_kind = 'text', last_excerpt = s.excerpt, last_author_id = null,
           last_state = 'delivered'
      from summed s
     where c.workspace_id = ${workspaceId} and c.id = s.conversation_id
       and c.archived_at is null and c.blocked_at is null and c.opted_out_at is null
       and (s.first_sent_at, s.first_sequence) >= (c.last_message_at, c.last_message_sequence)
    returning c.id
  ),
  message as (
    insert into messages (workspace_id, id, conversation_id, channel_id, direction, kind, text, entities, external_id, sequence,
                          reply_to_external_id, sent_at, state, created_at)
    select ${workspaceId}, n.id, c.id, ${channelId}, 'inbound', 'text', n.text, n.entities, n.external_id, n.sequence,
           n.reply_to, n.sent_at, 'delivered', ${now}
      from fresh n join conversation c on c.id = n.conversation_id
    returning id, conversation_id
  )
  insert into facts (workspace_id, id, kind, at, subject_id, conversation_id)
  select ${workspaceId}, n.fact_id, 'message.received', ${now}, m.id, m.conversation_id
    from message m join fresh n on n.id = m.id
  returning id as fact_id`;

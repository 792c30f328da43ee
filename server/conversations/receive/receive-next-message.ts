import { CompiledQuery } from "kysely";
import type { Context } from "#server/context.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import type { InboundContent, InboundMessageUpdate } from "#server/conversations/inbound.ts";
import { guardedKinds } from "#server/conversations/receive/heed-opt-out.ts";
import { lockChats } from "#server/conversations/receive/lock-chats.ts";
import { shortenText } from "#server/conversations/shorten-text.ts";
import { mayBeOptOut } from "#server/guards/is-opt-out.ts";
import { newId } from "#server/platform/identifier.ts";

/** A new text, as most updates are. */
export type InboundText = InboundMessageUpdate & {
  readonly kind: "message";
  readonly direction: "inbound";
  readonly content: Extract<InboundContent, { kind: "text" }>;
};

/**
 * Stores a text that simply comes next in an open conversation whose customer is known as they are now, and announces it: one
 * statement in a transaction of its own, one round trip. False, with nothing stored, when the message is any other, such as one
 * that is there already. Rejects when the same message is just being stored elsewhere.
 */
export async function receiveNextMessage(context: Context, channelId: string, update: InboundText): Promise<boolean> {
  const { workspaceId, database, clock, events } = context;
  const { sender, content } = update;
  const text = cleanText(content.text);
  const fact = { workspaceId, id: newId(), kind: "message.received" };
  const message = [newId(), cleanText(update.externalId), update.sequence, update.sentAt, update.replyToExternalId];
  const said = [text, JSON.stringify(content.entities), shortenText(text)];
  const customer = [update.chatId, sender.name, sender.username, sender.language, sender.phone];
  // An opt-out is more than a text that comes next; elsewhere the words mean nothing.
  const elsewhere = mayBeOptOut(text) ? guardedKinds() : null;
  const values = [workspaceId, channelId, clock.now(), fact.id, fact.kind, ...message, ...said, ...customer, elsewhere];
  const lock = lockChats(workspaceId, channelId, [update.chatId]);
  const stored = await database.write(workspaceId, CompiledQuery.raw(storeNext, values), lock);
  if (stored.length === 0) return false;
  events.publish([fact]);
  return true;
}

// The order of the values above. Not built for each message, as taking it apart again would cost more than running it.
const [workspaceId, channelId, now, factId, factKind] = ["$1::uuid", "$2::uuid", "$3::timestamptz", "$4::uuid", "$5"];
const [id, externalId, sequence, sentAt, replyTo] = ["$6::uuid", "$7", "$8::bigint", "$9::timestamptz", "$10"];
const [text, entities, excerpt] = ["$11", "$12::jsonb", "$13"];
const [chatId, name, username, language, phone] = ["$14", "$15::text", "$16::text", "$17::text", "$18::text"];
const notOfKinds = "$19::text[]";

/**
 * The update of the conversation takes its lock and judges it as it is by then. The search for the message spares a redelivery
 * the failure; what decides is its unique key, which fails the statement as a whole.
 */
const storeNext = `
  with conversation as (
    update conversations c
       set inbound_count = c.inbound_count + 1, unreplied = true, last_activity_at = greatest(c.last_activity_at, ${sentAt}),
           heard_at = greatest(c.heard_at, ${sentAt}),
           kept_open_at = case when ${sentAt} < ${now} - interval '1 hour' then ${now} else c.kept_open_at end,
           last_message_id = ${id}, last_message_at = ${sentAt}, last_message_sequence = ${sequence},
           last_direction = 'inbound', last_kind = 'text', last_excerpt = ${excerpt}, last_author_id = null,
           last_state = 'delivered'
     where c.workspace_id = ${workspaceId} and c.channel_id = ${channelId} and c.external_id = ${chatId}
       and c.archived_at is null and c.blocked_at is null and c.opted_out_at is null
       and (${notOfKinds} is null or not exists (
              select from channels ch
               where ch.workspace_id = ${workspaceId} and ch.id = ${channelId} and ch.kind = any(${notOfKinds})))
       and (${sentAt}, ${sequence}) >= (c.last_message_at, c.last_message_sequence)
       and (${name} is null or c.contact_name = ${name}) and c.contact_username is not distinct from ${username}
       and (c.seen_at is null or c.seen_at < ${sentAt})
       and (select i.language is not distinct from ${language} and (${phone} is null or i.phone = ${phone}) from identities i
             where i.workspace_id = ${workspaceId} and i.id = c.identity_id)
       and not exists (select from messages m where m.workspace_id = ${workspaceId} and m.channel_id = ${channelId}
                                                and m.external_id = ${externalId})
       and not exists (select from early_changes e where e.workspace_id = ${workspaceId} and e.channel_id = ${channelId}
                                                     and e.target_external_id = ${externalId})
    returning c.id
  ),
  message as (
    insert into messages (workspace_id, id, conversation_id, channel_id, direction, kind, text, entities, external_id, sequence,
                          reply_to_external_id, sent_at, state, created_at)
    select ${workspaceId}, ${id}, c.id, ${channelId}, 'inbound', 'text', ${text}, ${entities}, ${externalId}, ${sequence},
           ${replyTo}, ${sentAt}, 'delivered', ${now}
      from conversation c
    returning id, conversation_id
  )
  insert into facts (workspace_id, id, kind, at, subject_id, conversation_id)
  select ${workspaceId}, ${factId}, ${factKind}, ${now}, m.id, m.conversation_id from message m
  returning id`;

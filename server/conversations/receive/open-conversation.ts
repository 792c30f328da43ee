import { sql } from "kysely";
import { dialled, nameOf } from "#server/contacts/present.ts";
import { wordsOf } from "#server/contacts/split-words.ts";
import type { Transaction } from "#server/context.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import type { InboundMessage } from "#server/conversations/inbound.ts";
import { readProfileLater } from "#server/conversations/receive/read-profile-later.ts";
import { fetchAvatarLater } from "#server/media/jobs.ts";
import { newId } from "#server/platform/identifier.ts";

/** What must be known of a customer to open a conversation with them. A quiet one is put away until the customer writes. */
export type FirstContact = Pick<InboundMessage, "chatId" | "sender" | "sentAt"> & { readonly quiet?: boolean };

/**
 * Makes the conversation of each chat, with the customer's identity and contact, where they do not exist yet; it belongs to the
 * team whose queue it comes in through. Any number of first messages may arrive at once: the unique keys let one of them make
 * the rows, and the others wait and find them. The lock on the channel waits for whoever is just giving its queue away.
 */
export async function openConversations(
  tx: Transaction,
  channelId: string,
  firsts: readonly FirstContact[],
): Promise<void> {
  const chats = Map.groupBy(firsts, ({ chatId }) => chatId);
  await Promise.all([...chats.values()].map((ofChat) => openConversation(tx, channelId, introduce(ofChat))));
}

/** Of what came at once, whatever tells most about the customer; and it is quiet if all of it is. */
function introduce(firsts: readonly FirstContact[]): FirstContact {
  const [first] = firsts;
  if (!first) throw new Error("Nobody begins a conversation.");
  const told = firsts.findLast(({ sender }) => sender.name !== null) ?? first;
  return { ...first, sender: told.sender, quiet: firsts.every(({ quiet }) => quiet === true) };
}

/**
 * A foreign key is checked when the whole statement is done, so the identity may come before its contact. One that is there is locked, as
 * whoever brings two addresses together may take it away, but no stronger than that: its key stays free for whoever holds the conversation
 * and changes it twice, for whom PostgreSQL looks at the key again.
 */
async function openConversation(tx: Transaction, channelId: string, first: FirstContact): Promise<void> {
  const { sender } = first;
  const contactId = newId();
  const name = cleanText(nameOf(sender));
  const words = wordsOf(name, sender.username, sender.phone && dialled(sender.phone));
  const archivedAt = first.quiet ? tx.clock.now() : null;
  const { rows } = await sql<{ is_new: boolean }>`
    with incoming as (
      select ${tx.workspaceId}::uuid as workspace_id, ${contactId}::uuid as contact_id, ${tx.clock.now()}::timestamptz as at
    ),
    channel as (
      select ch.kind, ch.team_id from incoming n join channels ch on ch.workspace_id = n.workspace_id and ch.id = ${channelId}::uuid
         for key share of ch
    ),
    identity as (
      insert into identities (workspace_id, id, contact_id, kind, external_id, username, phone, language, created_at)
      select n.workspace_id, ${newId()}::uuid, n.contact_id, ch.kind, ${sender.externalId}::text, ${sender.username}::text,
             ${sender.phone}::text, ${sender.language}::text, n.at
        from incoming n, channel ch
      on conflict (workspace_id, kind, external_id) do update set language = identities.language
      returning id, contact_id
    ),
    newcomer as (
      insert into contacts (workspace_id, id, name, created_at)
      select n.workspace_id, n.contact_id, ${name}::text, n.at from incoming n join identity i using (contact_id)
      returning id
    ),
    words as (
      insert into contact_words (workspace_id, word, contact_id)
      select n.workspace_id, word, k.id
        from incoming n, newcomer k, unnest(${words}::text[]) as word
    ),
    conversation as (
      insert into conversations (workspace_id, id, channel_id, contact_id, identity_id, external_id, team_id, waiting_since,
                                 last_activity_at, archived_at, created_at)
      select n.workspace_id, ${newId()}::uuid, ${channelId}::uuid, i.contact_id, i.id, ${first.chatId}::text, ch.team_id,
             case when ch.team_id is not null and ${archivedAt}::timestamptz is null then n.at end, ${first.sentAt}::timestamptz,
             ${archivedAt}::timestamptz, n.at
        from incoming n, channel ch, identity i
      on conflict (workspace_id, channel_id, external_id) do nothing
    )
    select exists (select from newcomer) as is_new`.execute(tx.db);
  if (!rows[0]?.is_new) return;
  const isNameless = sender.name === null && sender.username === null && sender.phone === null;
  await Promise.all([fetchAvatarLater(tx, contactId), isNameless && readProfileLater(tx, contactId)]);
}

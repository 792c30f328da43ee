import { sql } from "kysely";
import { joinContacts } from "#server/contacts/join-contacts.ts";
import { type Context, compilable, read, type Transaction } from "#server/context.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { joinConversations } from "#server/conversations/receive/join-conversations.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Word that two addresses of a channel are one customer's. */
export type SameChat = Extract<InboundUpdate, { kind: "same_chat" }>;

/** Those of which this is news; each message of a customer may say it. */
export async function unknownPairs(
  context: Context,
  channelId: string,
  given: readonly SameChat[],
): Promise<SameChat[]> {
  const pairs = [...new Map(given.map((same) => [same.formerChatId, same])).values()];
  if (pairs.length === 0) return [];
  const known = await read(
    context,
    compilable(sql<{ former: string; current: string }>`
      select a.former_external_id as former, a.external_id as current from chat_aliases a
       where a.workspace_id = ${context.workspaceId}::uuid and a.channel_id = ${channelId}::uuid
         and a.former_external_id = any(${pairs.map(({ formerChatId }) => formerChatId)}::text[])`),
  );
  const current = new Map(known.map((alias) => [alias.former, alias.current]));
  return pairs.filter(({ chatId, formerChatId }) => current.get(formerChatId) !== chatId);
}

/**
 * Learns the addresses of customers of whom nothing is here yet, all in one statement, as a crowd may write at once. Returns the pairs
 * that are left, where something may have to come together.
 */
export async function meetStrangers(
  tx: Transaction,
  channelId: string,
  pairs: readonly SameChat[],
): Promise<readonly SameChat[]> {
  if (pairs.length < 2) return pairs;
  const { rows } = await sql<{ former: string; current: string }>`
    insert into chat_aliases (workspace_id, channel_id, former_external_id, external_id)
    select distinct on (given.former collate "C") ${tx.workspaceId}::uuid, ch.id, given.former, given.current
      from unnest(${pairs.map(({ formerChatId }) => formerChatId)}::text[], ${pairs.map(({ chatId }) => chatId)}::text[])
             as given (former, current)
      join channels ch on ch.workspace_id = ${tx.workspaceId}::uuid and ch.id = ${channelId}::uuid
     where given.former <> given.current
       and not exists (select from conversations c
                        where c.workspace_id = ch.workspace_id and c.channel_id = ch.id
                          and c.external_id = any(array[given.former, given.current]))
       and not exists (select from identities i
                        where i.workspace_id = ch.workspace_id and i.kind = ch.kind
                          and i.external_id = any(array[given.former, given.current]))
     order by given.former collate "C", given.current
    on conflict (workspace_id, channel_id, former_external_id) do nothing
    returning former_external_id as former, external_id as current`.execute(tx.db);
  const met = new Map(rows.map(({ former, current }) => [former, current]));
  return pairs.filter(({ chatId, formerChatId }) => met.get(formerChatId) !== chatId);
}

/**
 * Lets one conversation and one contact be what two addresses of a customer brought. Nothing is lost: messages, notes, files and what
 * happened come together, and what arrives later under the former address goes there, too.
 */
export async function joinChats(tx: Transaction, channelId: string, same: SameChat): Promise<void> {
  if (same.chatId === same.formerChatId || !(await learnAlias(tx, channelId, same))) return;
  const [older, younger] = await lockConversations(tx, channelId, same);
  await joinContacts(tx, channelId, {
    externalId: same.chatId,
    formerExternalId: same.formerChatId,
    phone: same.phone,
  });
  if (!older) return;
  if (younger) await joinConversations(tx, older, younger);
  await sql`
    update conversations set external_id = ${same.chatId}::text
     where workspace_id = ${tx.workspaceId}::uuid and id = ${older}::uuid`.execute(tx.db);
  const kind = younger ? "conversation.joined" : "conversation.changed";
  await announce(tx, { kind, conversationId: older, details: younger ? { former: younger } : {} });
}

/** False when it is known. The key makes whoever learns the same at this moment wait for the first. */
async function learnAlias(tx: Transaction, channelId: string, { chatId, formerChatId }: SameChat): Promise<boolean> {
  const { rows } = await sql`
    insert into chat_aliases as a (workspace_id, channel_id, former_external_id, external_id)
    values (${tx.workspaceId}::uuid, ${channelId}::uuid, ${formerChatId}::text, ${chatId}::text)
    on conflict (workspace_id, channel_id, former_external_id) do update set external_id = excluded.external_id
      where a.external_id <> excluded.external_id
    returning a.external_id`.execute(tx.db);
  return rows.length > 0;
}

/** The older one first, as people know it longer. */
async function lockConversations(
  tx: Transaction,
  channelId: string,
  { chatId, formerChatId }: SameChat,
): Promise<string[]> {
  const { rows } = await sql<{ id: string; created_at: Date }>`
    select id, created_at from conversations
     where workspace_id = ${tx.workspaceId}::uuid and channel_id = ${channelId}::uuid
       and external_id in (${chatId}::text, ${formerChatId}::text)
     order by external_id collate "C" for update`.execute(tx.db);
  return rows
    .toSorted((one, other) => one.created_at.getTime() - other.created_at.getTime() || (one.id < other.id ? -1 : 1))
    .map(({ id }) => id);
}

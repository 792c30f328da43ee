import { sql } from "kysely";
import { type KnownContact, keepContactCurrent } from "#server/contacts/keep-contact-current.ts";
import { isStandIn } from "#server/contacts/present.ts";
import type { Transaction } from "#server/context.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { announce } from "#server/platform/events/announce.ts";

type Named = Extract<InboundUpdate, { kind: "named" }>;

/** Calls customers by the names that the account's phone knows, as long as nobody has told another one. */
export async function nameStrangers(tx: Transaction, channelId: string, given: readonly Named[]): Promise<void> {
  const names = new Map(given.map(({ chatId, name }) => [chatId, name]));
  if (names.size === 0) return;
  const { rows } = await sql<KnownContact & { conversation_id: string; chat_id: string }>`
    select given.chat_id, c.id as conversation_id, c.contact_id, c.identity_id, k.name, i.username, i.phone, i.language, i.start_parameter
      from unnest(${[...names.keys()]}::text[]) as given (chat_id)
      left join chat_aliases a on a.workspace_id = ${tx.workspaceId}::uuid and a.channel_id = ${channelId}::uuid
                              and a.former_external_id = given.chat_id
      join conversations c on c.workspace_id = ${tx.workspaceId}::uuid and c.channel_id = ${channelId}::uuid
                          and c.external_id = coalesce(a.external_id, given.chat_id)
      join contacts k on k.workspace_id = c.workspace_id and k.id = c.contact_id
      join identities i on i.workspace_id = c.workspace_id and i.id = c.identity_id
     order by c.external_id collate "C"`.execute(tx.db);
  for (const { conversation_id: conversationId, chat_id, ...known } of rows) {
    if (!isStandIn(known.name, known.phone)) continue;
    const { username, phone, language } = known;
    await keepContactCurrent(tx, known, {
      name: names.get(chat_id) ?? null,
      username,
      phone,
      language,
      startParameter: null,
    });
    await announce(tx, { kind: "conversation.changed", conversationId });
  }
}

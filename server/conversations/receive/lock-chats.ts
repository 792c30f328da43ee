import { CompiledQuery } from "kysely";

/**
 * Locks conversations in the order in which everybody takes them, before a statement that stores their messages: whoever keeps what is said
 * about messages that are not here yet holds the same lock, and that statement must see what was kept while it waited.
 */
export function lockChats(workspaceId: string, channelId: string, chatIds: readonly string[]): CompiledQuery {
  return CompiledQuery.raw(locking, [workspaceId, channelId, chatIds]);
}

const locking = `
  select from conversations c
   where c.workspace_id = $1::uuid and c.channel_id = $2::uuid and c.external_id = any($3::text[])
   order by c.external_id collate "C" for no key update`;

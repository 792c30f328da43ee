import { CompiledQuery } from "kysely";
import type { Transaction } from "#server/context.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";

/**
 * Locks conversations in the order in which everybody takes them, before a statement that stores their messages or changes them: whoever
 * keeps what is said about messages that are not here yet holds the same lock, and that statement must see what was kept while it waited.
 */
export function lockChats(workspaceId: string, channelId: string, chatIds: readonly string[]): CompiledQuery {
  return CompiledQuery.raw(lock, [workspaceId, channelId, chatIds]);
}

/** The same for chats that may be named by an address that was replaced. */
export function lockCurrentChats(workspaceId: string, channelId: string, chatIds: readonly string[]): CompiledQuery {
  return CompiledQuery.raw(lockCurrent, [workspaceId, channelId, chatIds]);
}

/** Locks all chats that a batch tells of, where these are several: what it tells is gone through by its kind, which is no order of chats. */
export async function lockBatch(tx: Transaction, channelId: string, updates: readonly InboundUpdate[]): Promise<void> {
  const named = updates.flatMap((update) => ("chatId" in update && update.chatId ? cleanText(update.chatId) : []));
  const chats = [...new Set(named)];
  if (chats.length > 1) await tx.db.executeQuery(lockCurrentChats(tx.workspaceId, channelId, chats));
}

const current = `
  select coalesce(a.external_id, given.chat_id)
    from unnest($3::text[]) as given (chat_id)
    left join chat_aliases a
      on a.workspace_id = $1::uuid and a.channel_id = $2::uuid and a.former_external_id = given.chat_id`;

const lock = locking("any($3::text[])");
const lockCurrent = locking(`any(array(${current}))`);

function locking(chats: string): string {
  return `
    select from conversations c
     where c.workspace_id = $1::uuid and c.channel_id = $2::uuid and c.external_id = ${chats}
     order by c.external_id collate "C" for no key update`;
}

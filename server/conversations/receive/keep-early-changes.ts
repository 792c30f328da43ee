import { type RawBuilder, sql } from "kysely";
import type { DeliveryState } from "#contract/messages.ts";
import type { Transaction } from "#server/context.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";

/** What changes one message that is there already. */
export type InboundChange = Extract<InboundUpdate, { kind: "reaction" | "removal" | "receipt" }>;

interface EarlyRow {
  readonly target_external_id: string;
  readonly kind: InboundChange["kind"];
  readonly given_by: "customer" | "us";
  readonly chat_id: string | null;
  readonly emoji: string | null;
  readonly state: "sent" | "delivered" | "read" | null;
  readonly at: Date;
}

/** So far a message has come, from the beginning of its way. A later state implies the earlier ones. */
export const progress: readonly DeliveryState[] = ["sent", "delivered", "read"];

/** Keeps what was said about messages that are not here yet, as far as they come. Of several words of one kind the last counts. */
export async function keepEarlyChanges(
  tx: Transaction,
  channelId: string,
  changes: readonly InboundChange[],
): Promise<void> {
  await Promise.all(changes.flatMap((change) => rowsOf(change).map((row) => keep(tx, channelId, row).execute(tx.db))));
}

/** Takes out what is kept about messages that have just come. */
export async function takeEarlyChanges(
  tx: Transaction,
  channelId: string,
  externalIds: readonly string[],
): Promise<InboundChange[]> {
  if (externalIds.length === 0) return [];
  const { rows } = await sql<EarlyRow>`
    delete from early_changes
     where workspace_id = ${tx.workspaceId}::uuid and channel_id = ${channelId}::uuid
       and target_external_id = any(${externalIds.map(cleanText)}::text[])
    returning target_external_id, kind, given_by, chat_id, emoji, state, at`.execute(tx.db);
  return rows.flatMap(changeOf);
}

function rowsOf(change: InboundChange): EarlyRow[] {
  if (change.kind === "receipt") {
    const { kind, state, at } = change;
    const chat_id = change.chatId === undefined ? null : cleanText(change.chatId);
    return change.externalIds.map((id) => ({ ...rowOf(id, kind, "customer", at), chat_id, state }));
  }
  const { kind, targetExternalId, by, at, chatId } = change;
  const row = { ...rowOf(targetExternalId, kind, by, at), chat_id: cleanText(chatId) };
  return [kind === "reaction" ? { ...row, emoji: change.emoji && cleanText(change.emoji) } : row];
}

function rowOf(target: string, kind: InboundChange["kind"], by: EarlyRow["given_by"], at: Date): EarlyRow {
  return { target_external_id: cleanText(target), kind, given_by: by, at, chat_id: null, emoji: null, state: null };
}

function keep(tx: Transaction, channelId: string, row: EarlyRow): RawBuilder<unknown> {
  const { target_external_id, kind, given_by, chat_id, emoji, state, at } = row;
  return sql`
    insert into early_changes as e (workspace_id, channel_id, target_external_id, kind, given_by, chat_id, emoji, state, at)
    values (${tx.workspaceId}::uuid, ${channelId}::uuid, ${target_external_id}::text, ${kind}::text, ${given_by}::text, ${chat_id}::text,
            ${emoji}::text, ${state}::text, ${at}::timestamptz)
    on conflict (workspace_id, channel_id, target_external_id, kind, given_by) do update
      set chat_id = excluded.chat_id, emoji = excluded.emoji, state = excluded.state, at = excluded.at
      where case when e.kind = 'receipt'
              then array_position(${progress}::text[], excluded.state) > array_position(${progress}::text[], e.state)
              else excluded.at > e.at end`;
}

function changeOf({
  target_external_id: id,
  kind,
  given_by: by,
  chat_id,
  emoji,
  state,
  at,
}: EarlyRow): InboundChange[] {
  if (kind === "receipt")
    return state === null ? [] : [{ kind, chatId: chat_id ?? undefined, externalIds: [id], state, at }];
  if (chat_id === null) return [];
  const change = { chatId: chat_id, targetExternalId: id, by, at };
  return [kind === "reaction" ? { kind, ...change, emoji } : { kind, ...change }];
}

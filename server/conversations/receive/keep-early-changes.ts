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

/**
 * Keeps what was said about messages that are not here yet, as far as they come. Of several words of one kind the last counts, of receipts
 * the furthest. A delivery may name very many messages, so all is kept by one statement.
 */
export async function keepEarlyChanges(
  tx: Transaction,
  channelId: string,
  changes: readonly InboundChange[],
): Promise<void> {
  const rows = changes.flatMap(rowsOf);
  if (rows.length > 0) await keep(tx, channelId, rows).execute(tx.db);
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

/** In the order of their keys, so that two batches never wait for each other. */
function keep(tx: Transaction, channelId: string, rows: readonly EarlyRow[]): RawBuilder<unknown> {
  const placeOf = (state: string) => sql`array_position(${progress}::text[], ${sql.raw(state)})`;
  return sql`
    insert into early_changes as e (workspace_id, channel_id, target_external_id, kind, given_by, chat_id, emoji, state, at)
    select distinct on (n.target_external_id collate "C", n.kind, n.given_by)
           ${tx.workspaceId}::uuid, ${channelId}::uuid, n.target_external_id, n.kind, n.given_by, n.chat_id, n.emoji, n.state, n.at
      from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (
             target_external_id text, kind text, given_by text, chat_id text, emoji text, state text, at timestamptz)) with ordinality
        as n (target_external_id, kind, given_by, chat_id, emoji, state, at, place)
     order by n.target_external_id collate "C", n.kind, n.given_by,
              case when n.kind = 'receipt' then ${placeOf("n.state")} end desc, case when n.kind <> 'receipt' then n.at end desc, n.place
    on conflict (workspace_id, channel_id, target_external_id, kind, given_by) do update
      set chat_id = excluded.chat_id, emoji = excluded.emoji, state = excluded.state, at = excluded.at
      where case when e.kind = 'receipt' then ${placeOf("excluded.state")} > ${placeOf("e.state")} else excluded.at > e.at end`;
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

import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import { cleanText } from "#server/conversations/clean-text.ts";
import type { InboundMessageUpdate } from "#server/conversations/inbound.ts";
import type { InboundChange } from "#server/conversations/receive/keep-early-changes.ts";

/**
 * What is to be done to parts of messages that have just come, when the message was taken back before: its first part stands as removed, or
 * its removal is kept for it. Has to look before early changes are taken out for the first part itself.
 */
export async function findPartsTakenBack(
  tx: Transaction,
  channelId: string,
  updates: readonly InboundMessageUpdate[],
): Promise<InboundChange[]> {
  const parts = updates.filter(({ partOf }) => partOf !== undefined);
  if (parts.length === 0) return [];
  const given = parts.map(({ partOf = "", direction }, place) => ({ place, first: cleanText(partOf), direction }));
  const { rows } = await sql<{ place: number }>`
    select n.place from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as n (place int, first text, direction text)
     where exists (select from messages m
                    where m.workspace_id = ${tx.workspaceId}::uuid and m.channel_id = ${channelId}::uuid and m.external_id = n.first
                      and m.kind = 'removed' and m.direction = n.direction)
        or exists (select from early_changes e
                    where e.workspace_id = ${tx.workspaceId}::uuid and e.channel_id = ${channelId}::uuid and e.target_external_id = n.first
                      and e.kind = 'removal' and e.given_by = case n.direction when 'inbound' then 'customer' else 'us' end)`.execute(
    tx.db,
  );
  return rows.flatMap(({ place }) => {
    const part = parts[place];
    if (!part) return [];
    const { chatId, externalId: targetExternalId, direction, sentAt: at } = part;
    return [{ kind: "removal", chatId, targetExternalId, by: direction === "inbound" ? "customer" : "us", at }];
  });
}

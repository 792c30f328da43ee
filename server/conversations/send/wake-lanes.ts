import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import { askLater } from "#server/conversations/send/ask-later.ts";
import { firstAsking } from "#server/conversations/send/asking-times.ts";
import { deliverLater } from "#server/conversations/send/deliver-later.ts";

/** Tries what waits for a channel, whose messages stay as they are: called when nothing but a guard has kept them. */
export async function rouseLanes(tx: Transaction, channelId: string): Promise<void> {
  const waiting = await tx.db
    .selectFrom("messages")
    .select("conversation_id")
    .distinct()
    .where("workspace_id", "=", tx.workspaceId)
    .where("channel_id", "=", channelId)
    .where("state", "=", "queued")
    .execute();
  await Promise.all(waiting.map(({ conversation_id: id }) => deliverLater(tx, id)));
}

/** Tries everything at once that waits for a channel: called when it is connected again, resumed or removed. */
export async function wakeLanes(tx: Transaction, channelId: string): Promise<void> {
  const waiting = await tx.db
    .updateTable("messages")
    .set({ next_attempt_at: null })
    .where("workspace_id", "=", tx.workspaceId)
    .where("channel_id", "=", channelId)
    .where("state", "=", "queued")
    .returning("conversation_id")
    .execute();
  const lanes = [...new Set(waiting.map(({ conversation_id: id }) => id))];
  await Promise.all(lanes.map((conversationId) => deliverLater(tx, conversationId)));
  await askSoon(tx, channelId);
}

/**
 * Whether the service has what nobody knows about is asked soon: what it delivers late comes first. What has waited behind it waits for that
 * answer, unless the service would not tell.
 */
async function askSoon(tx: Transaction, channelId: string): Promise<void> {
  const now = tx.clock.now();
  const { nextAttemptAt, laneHeldUntil } = firstAsking(now, now);
  const { rows } = await sql<{ conversation_id: string }>`
    update messages
       set next_attempt_at = least(next_attempt_at, ${nextAttemptAt}::timestamptz),
           lane_held_until = case when lane_held_until is not null then ${laneHeldUntil}::timestamptz end
     where workspace_id = ${tx.workspaceId}::uuid and channel_id = ${channelId}::uuid
       and state = 'unknown' and next_attempt_at is not null
    returning conversation_id`.execute(tx.db);
  const lanes = [...new Set(rows.map(({ conversation_id: id }) => id))];
  await Promise.all(lanes.map((conversationId) => askLater(tx, conversationId)));
}

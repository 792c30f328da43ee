import type { Transaction } from "#server/context.ts";
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
}

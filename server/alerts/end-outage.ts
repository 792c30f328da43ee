import type { Transaction } from "#server/context.ts";

/** Ends the outage of a channel, if there is one. What came in late is counted, and the end told, once nothing more comes. */
export async function endOutage(tx: Transaction, channelId: string): Promise<void> {
  await tx.db
    .updateTable("outages")
    .set({ ended_at: tx.clock.now() })
    .where("workspace_id", "=", tx.workspaceId)
    .where("channel_id", "=", channelId)
    .where("ended_at", "is", null)
    .execute();
}

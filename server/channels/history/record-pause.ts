import type { Transaction } from "#server/context.ts";

/** Notes in a channel's history that it is paused from now on. */
export async function beginPause(tx: Transaction, channelId: string): Promise<void> {
  await tx.db
    .insertInto("channel_pauses")
    .values({ workspace_id: tx.workspaceId, channel_id: channelId, began_at: tx.clock.now(), ended_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Notes that the pause of a channel is over, if there is one. */
export async function endPause(tx: Transaction, channelId: string): Promise<void> {
  await tx.db
    .updateTable("channel_pauses")
    .set({ ended_at: tx.clock.now() })
    .where("workspace_id", "=", tx.workspaceId)
    .where("channel_id", "=", channelId)
    .where("ended_at", "is", null)
    .execute();
}

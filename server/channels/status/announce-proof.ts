import type { Transaction } from "#server/context.ts";

/**
 * Tells open browsers that a channel has new proof of what they know already. That happens several times a minute for as long
 * as the channel lives, so it is one fact that moves on instead of millions: its identifier is the channel's.
 */
export async function announceProof(tx: Transaction, channelId: string): Promise<void> {
  const at = tx.clock.now();
  const fact = { id: channelId, kind: "channel.proven" };
  tx.afterCommit(() => tx.events.publish([{ workspaceId: tx.workspaceId, ...fact }]));
  await tx.db
    .insertInto("facts")
    .values({ workspace_id: tx.workspaceId, ...fact, at, subject_id: channelId })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doUpdateSet({ at }))
    .execute();
}

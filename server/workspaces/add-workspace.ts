import type { Transaction } from "#server/context.ts";

/** Adds the workspace that the transaction is in. */
export async function addWorkspace(tx: Transaction, { name }: { name: string }): Promise<void> {
  const row = { workspace_id: tx.workspaceId, name, auto_archive_days: null, created_at: tx.clock.now() };
  await tx.db
    .insertInto("workspaces")
    .values({ ...row, channel_alerts: true })
    .execute();
}

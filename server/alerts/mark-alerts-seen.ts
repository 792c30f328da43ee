import { actingMemberId, type Context, transact } from "#server/context.ts";

/** Marks all alerts so far as seen by the acting member. */
export async function markAlertsSeen(context: Context): Promise<void> {
  await transact(context, async (tx) => {
    await tx.db
      .updateTable("members")
      .set({ alerts_seen_at: tx.clock.now() })
      .where("workspace_id", "=", tx.workspaceId)
      .where("id", "=", actingMemberId(tx))
      .execute();
  });
}

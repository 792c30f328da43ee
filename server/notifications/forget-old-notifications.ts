import { type Context, transact } from "#server/context.ts";

const keptMilliseconds = 180 * 24 * 3_600_000;

/** Removes notifications that are older than half a year: what they told of stands in its thread. */
export async function forgetOldNotifications(context: Context): Promise<void> {
  const before = new Date(context.clock.now().getTime() - keptMilliseconds);
  await transact(context, (tx) =>
    tx.db.deleteFrom("notifications").where("workspace_id", "=", tx.workspaceId).where("at", "<", before).execute(),
  );
}

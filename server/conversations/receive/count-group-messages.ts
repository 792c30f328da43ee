import type { Transaction } from "#server/context.ts";

/** Counts messages of groups, which Wokfow leaves alone, on their channel. */
export async function countGroupMessages(tx: Transaction, channelId: string, count: number): Promise<void> {
  if (count === 0) return;
  await tx.db
    .updateTable("channels")
    .set(({ eb }) => ({ ignored_group_messages: eb("ignored_group_messages", "+", count) }))
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", channelId)
    .execute();
}

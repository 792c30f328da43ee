import type { ChannelReason } from "#contract/channels.ts";
import type { Transaction } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";

/** Notes that a connected channel went offline at `since`. While it stays so, later reasons only replace the earlier one. */
export async function openOutage(
  tx: Transaction,
  { channelId, reason, since }: { channelId: string; reason: ChannelReason | null; since: Date },
): Promise<void> {
  const row = { workspace_id: tx.workspaceId, id: newId(), channel_id: channelId, reason, started_at: since };
  await tx.db
    .insertInto("outages")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "channel_id"]).where("ended_at", "is", null).doUpdateSet({ reason }),
    )
    .execute();
}

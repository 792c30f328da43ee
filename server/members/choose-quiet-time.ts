import type { Profile } from "#contract/members.ts";
import { actingMemberId, type Context, transact } from "#server/context.ts";
import { accessProfile } from "#server/members/access.ts";

/** Chooses after how many minutes without a sign of life the acting member is away by itself; null for never. */
export function chooseQuietTime(context: Context, minutes: number | null): Promise<Profile> {
  return transact(context, async (tx) => {
    await tx.db
      .updateTable("members")
      .where("workspace_id", "=", tx.workspaceId)
      .where("id", "=", actingMemberId(tx))
      .set({ away_after_minutes: minutes, last_active_at: tx.clock.now() })
      .execute();
    return accessProfile(tx);
  });
}

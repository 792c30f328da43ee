import { sql } from "kysely";
import { actingMemberId, type Context, transact } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";
import { distributeToMembers } from "#server/teams/distribute-later.ts";

/** Notes that the acting member does something. Who was away by itself is available again; who chose to be away stays so. */
export function reportActivity(context: Context): Promise<void> {
  return transact(context, async (tx) => {
    const memberId = actingMemberId(tx);
    const now = tx.clock.now();
    const own = sql`workspace_id = ${tx.workspaceId}::uuid and id = ${memberId}::uuid`;
    const [returned] = await Promise.all([
      sql`update members set availability = 'available', away_by_itself = false where ${own} and away_by_itself
          returning id`.execute(tx.db),
      // Quiet times count in minutes, so what comes more often need not be written.
      sql`update members set last_active_at = ${now}::timestamptz
           where ${own} and (last_active_at is null or last_active_at < ${now}::timestamptz - interval '20 seconds')`.execute(
        tx.db,
      ),
    ]);
    if (memberId === null || returned.rows.length === 0) return;
    await announce(tx, { kind: "availability.changed", subjectId: memberId });
    await distributeToMembers(tx, [memberId]);
  });
}

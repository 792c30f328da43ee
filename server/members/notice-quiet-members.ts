import { sql } from "kysely";
import { type Context, transact } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";

/**
 * Makes those members of the workspace away by itself who are available and gave no sign of life for the time they chose. Who said
 * that they are busy stays so, as they are given nothing either way.
 */
export function noticeQuietMembers(context: Context): Promise<void> {
  return transact(context, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      update members set availability = 'away', away_by_itself = true
       where workspace_id = ${tx.workspaceId}::uuid and availability = 'available' and status = 'active'
         and coalesce(last_active_at, created_at) < ${tx.clock.now()}::timestamptz - make_interval(mins => away_after_minutes)
      returning id`.execute(tx.db);
    await Promise.all(rows.map(({ id }) => announce(tx, { kind: "availability.changed", subjectId: id })));
  });
}

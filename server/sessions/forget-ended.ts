import { type Context, type Transaction, transact } from "#server/context.ts";
import type { Schedule } from "#server/platform/jobs/job.ts";
import { announceEnded } from "#server/sessions/end-sessions.ts";
import { forgetOldLinks, forgetThrottles, membersWithExpiredSessions, signInTables } from "#server/sessions/queries.ts";

/**
 * Ends the sessions whose time is over, so that their live streams close too, and forgets links that are good no more and budgets of
 * guesses that are full again.
 */
export async function forgetEnded({ clock, pool, contextOf }: Schedule): Promise<void> {
  const now = clock.now();
  const { rows } = await pool.query<Owner>({ ...membersWithExpiredSessions, values: [now] });
  for (const { workspace_id, member_id } of rows) {
    const context: Context = contextOf(workspace_id);
    await transact(context, (tx) => endExpired(tx, member_id, now));
  }
  await pool.query({ ...forgetThrottles, values: [now.getTime()] });
  await pool.query({ ...forgetOldLinks, values: [now] });
}

interface Owner {
  workspace_id: string;
  member_id: string;
}

async function endExpired(tx: Transaction, memberId: string, now: Date): Promise<void> {
  const expired = await signInTables(tx)
    .deleteFrom("sessions")
    .where("signed_in_to", "=", tx.workspaceId)
    .where("member_id", "=", memberId)
    .where("expires_at", "<=", now)
    .returning("id")
    .execute();
  await announceEnded(tx, memberId, expired);
}

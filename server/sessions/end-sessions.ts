import { recordAudit } from "#server/audit/record.ts";
import type { Transaction } from "#server/context.ts";
import { noticeLeaving } from "#server/members/notice-leaving.ts";
import { announce } from "#server/platform/events/announce.ts";
import { signInTables } from "#server/sessions/queries.ts";

/** Which sessions of a member end: one, or all, perhaps but one. */
export type Ending = { readonly memberId: string } & ({ readonly only: string } | { readonly allBut: string | null });

/**
 * Ends sessions of a member and returns their identifiers. The announced fact makes every process forget them at once and
 * close their live streams.
 */
export async function endSessions(tx: Transaction, ending: Ending): Promise<string[]> {
  const ofMember = signInTables(tx)
    .deleteFrom("sessions")
    .where("signed_in_to", "=", tx.workspaceId)
    .where("member_id", "=", ending.memberId);
  const { id, but } = "only" in ending ? { id: ending.only, but: null } : { id: null, but: ending.allBut };
  const one = id === null ? ofMember : ofMember.where("id", "=", id);
  const chosen = but === null ? one : one.where("id", "!=", but);
  const ended = await chosen.returning("id").execute();
  await recordEnded(tx, ending.memberId, ended);
  if (ended.length > 0) await noticeLeaving(tx, ending.memberId);
  return ended.map((row) => row.id);
}

/** Tells every process which sessions of a member have been ended by somebody, and writes it down. */
export async function recordEnded(
  tx: Transaction,
  memberId: string,
  ended: readonly { readonly id: string }[],
): Promise<void> {
  if (ended.length === 0) return;
  await announceEnded(tx, memberId, ended);
  const subject = { kind: "member" as const, id: memberId };
  await recordAudit(tx, { action: "session.ended", subject, after: { sessions: ended.length } });
}

/** Tells every process which sessions of a member have ended. */
export async function announceEnded(
  tx: Transaction,
  memberId: string,
  ended: readonly { readonly id: string }[],
): Promise<void> {
  if (ended.length === 0) return;
  const sessionIds = ended.map((row) => row.id);
  await announce(tx, { kind: "session.ended", subjectId: memberId, details: { sessionIds } });
}

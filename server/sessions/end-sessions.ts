import { recordAudit } from "#server/audit/record.ts";
import type { Transaction } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";
import { signInTables } from "#server/sessions/queries.ts";

/** Which sessions of a member end: one, or all but one. */
export type Ending = { readonly memberId: string } & ({ readonly only: string } | { readonly allBut: string });

/**
 * Ends sessions of a member and returns their identifiers. The announced fact makes every process forget them at once and
 * close their live streams.
 */
export async function endSessions(tx: Transaction, ending: Ending): Promise<string[]> {
  const ofMember = signInTables(tx)
    .deleteFrom("sessions")
    .where("signed_in_to", "=", tx.workspaceId)
    .where("member_id", "=", ending.memberId);
  const chosen = "only" in ending ? ofMember.where("id", "=", ending.only) : ofMember.where("id", "!=", ending.allBut);
  const ended = await chosen.returning("id").execute();
  await announceEnded(tx, ending.memberId, ended);
  if (ended.length > 0) {
    const subject = { kind: "member" as const, id: ending.memberId };
    await recordAudit(tx, { action: "session.ended", subject, after: { sessions: ended.length } });
  }
  return ended.map((row) => row.id);
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

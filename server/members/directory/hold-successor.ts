import type { HandOver } from "#contract/directory.ts";
import type { Transaction } from "#server/context.ts";
import { holdAssignable } from "#server/members/hold-assignable.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

/** Holds whoever is to get the conversations of somebody who leaves. Refused `unknown_successor` when nobody can. */
export async function holdSuccessor(tx: Transaction, leavingId: string, handOver: HandOver): Promise<void> {
  if (handOver.to === "unassigned") return;
  if (handOver.to === "member") {
    const can = handOver.memberId !== leavingId && (await holdAssignable(tx, handOver.memberId));
    if (!can) throw unknown("memberId", "This member cannot take conversations. Choose another.");
    return;
  }
  const team = await tx.db
    .selectFrom("teams")
    .select("id")
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", handOver.teamId)
    .forShare()
    .executeTakeFirst();
  if (!team) throw unknown("teamId", "This team does not exist any more. Choose another.");
}

function unknown(field: "memberId" | "teamId", message: string): Refusal {
  return new Refusal(422, "unknown_successor", message, { fields: [{ path: `handOver.${field}`, message }] });
}

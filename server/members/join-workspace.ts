import { recordAudit } from "#server/audit/record.ts";
import type { Transaction } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";
import { distributeToMembers } from "#server/teams/distribute-later.ts";

/** An invited member has come: they are active from now on. Does nothing to others. */
export async function joinWorkspace(tx: Transaction, memberId: string): Promise<void> {
  const joined = await tx.db
    .updateTable("members")
    .set({ status: "active" })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", memberId)
    .where("status", "=", "invited")
    .returning("id")
    .executeTakeFirst();
  if (!joined) return;
  await announce(tx, { kind: "member.changed", subjectId: memberId });
  await recordAudit(tx, { action: "member.joined", subject: { kind: "member", id: memberId }, memberId });
  await distributeToMembers(tx, [memberId]);
}

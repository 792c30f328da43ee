import type { AuditAction } from "#contract/audit.ts";
import type { MemberStatus } from "#contract/members.ts";
import type { Role } from "#contract/rights.ts";
import { recordAudit } from "#server/audit/record.ts";
import type { Transaction } from "#server/context.ts";
import type { HeldMember } from "#server/members/directory/queries.ts";
import { announce } from "#server/platform/events/announce.ts";

/** What may be changed of another member. */
export interface MemberChange {
  readonly displayName?: string;
  readonly role?: Role;
  readonly status?: MemberStatus;
}

/** Writes a change of a member, tells everyone who is looking and the audit log; what is as wanted already is left alone. */
export async function changeMember(
  tx: Transaction,
  member: HeldMember,
  action: AuditAction,
  change: MemberChange,
): Promise<boolean> {
  const changed = (["displayName", "role", "status"] as const).filter(
    (field) => change[field] !== undefined && change[field] !== member[field],
  );
  if (changed.length === 0) return false;
  const { displayName, role, status } = change;
  await tx.db
    .updateTable("members")
    .set({
      ...(displayName !== undefined && { display_name: displayName }),
      ...(role !== undefined && { role }),
      ...(status !== undefined && { status }),
    })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", member.id)
    .execute();
  await announce(tx, { kind: "member.changed", subjectId: member.id });
  const pick = (from: MemberChange) => Object.fromEntries(changed.map((field) => [field, from[field]]));
  const subject = { kind: "member" as const, id: member.id, name: displayName ?? member.displayName };
  await recordAudit(tx, { action, subject, before: pick(member), after: pick(change) });
  return true;
}

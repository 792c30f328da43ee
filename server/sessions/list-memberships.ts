import type { Membership } from "#contract/session.ts";
import { accessMember } from "#server/members/access.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { contextIn, type SignIn } from "#server/sessions/open-sign-in.ts";
import { membershipsOf } from "#server/sessions/queries.ts";
import { accessWorkspace } from "#server/workspaces/access.ts";

/** A membership by its keys, found before its workspace is entered. */
export interface MembershipKeys {
  readonly workspace_id: string;
  readonly member_id: string;
}

/** The workspaces that a caller's person may enter, by name. */
export async function listMemberships(desk: SignIn, { personId, workspaceId }: Caller): Promise<Membership[]> {
  const keys = await findMemberships(desk, personId);
  const memberships = await Promise.all(keys.map((found) => presentMembership(desk, found, workspaceId)));
  return memberships.sort((a, b) => a.workspaceName.localeCompare(b.workspaceName));
}

/** Where a person may enter. */
export async function findMemberships({ database }: SignIn, personId: string): Promise<MembershipKeys[]> {
  const { rows } = await database.pool.query<MembershipKeys>({ ...membershipsOf, values: [personId] });
  return rows;
}

async function presentMembership(
  desk: SignIn,
  { workspace_id: workspaceId, member_id: memberId }: MembershipKeys,
  current: string,
): Promise<Membership> {
  const context = contextIn(desk, workspaceId, { kind: "system" });
  const [workspace, member] = await Promise.all([accessWorkspace(context), accessMember(context, memberId)]);
  return { workspaceId, workspaceName: workspace.name, role: member.role, current: workspaceId === current };
}

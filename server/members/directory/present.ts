import type { DirectoryEntry, DirectoryMember, MemberPermissions } from "#contract/directory.ts";
import type { Actor } from "#server/context.ts";
import type { DirectoryEntryRow, DirectoryRow } from "#server/members/directory/queries.ts";
import { sentenceOfFault } from "#server/members/directory/refuse-rank.ts";
import { faultOfDeed, grantableBy, type RankedDeed } from "#server/members/policy.ts";

/** A row of the directory as the contract shows it. */
export function presentDirectoryMember(row: DirectoryRow): DirectoryMember {
  const { id, email, role, status, teams } = row;
  return {
    ...{ id, displayName: row.display_name, email, role, avatarFileId: row.avatar_file_id, status, teams },
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

/** One member with what whoever acts may do with them. */
export function presentDirectoryEntry(actor: Actor, row: DirectoryEntryRow, activeOwners: number): DirectoryEntry {
  return {
    ...presentDirectoryMember(row),
    openConversations: row.open_conversations,
    sessions: row.sessions,
    can: permissionsOn(actor, row, activeOwners),
  };
}

function permissionsOn(actor: Actor, row: DirectoryEntryRow, activeOwners: number): MemberPermissions {
  const acting =
    actor.kind === "member"
      ? { id: actor.memberId, role: actor.role, status: "active" as const }
      : { id: "", role: "user" as const, status: "removed" as const };
  // The password is asked when it comes to it, so it is no reason to hide anything.
  const faultOf = (deed: Partial<RankedDeed>) => faultOfDeed(acting, row, { activeOwners, isConfirmed: true, ...deed });
  const fault = faultOf({});
  const may = (deed: Partial<RankedDeed>) => faultOf(deed) === null;
  const isOut = row.status === "deactivated";
  return {
    rename: may({}),
    roles: grantableBy(acting.role).filter((grants) => grants !== row.role && may({ grants })),
    resetPassword: may({ takesPassword: true }) && !isOut,
    endSessions: may({}) && row.sessions > 0,
    deactivate: may({ shutsOut: true }) && !isOut,
    reactivate: may({ letsIn: true }) && isOut,
    remove: may({ shutsOut: true }),
    confirm: row.role === "owner",
    refusal: fault === null ? null : sentenceOfFault(fault),
  };
}

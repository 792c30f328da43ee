import type { DirectoryEntry } from "#contract/directory.ts";
import type { Role } from "#contract/rights.ts";
import type { Context } from "#server/context.ts";
import { accessDirectoryEntry } from "#server/members/directory/access.ts";
import { actOnMember } from "#server/members/directory/act-on-member.ts";
import { changeMember } from "#server/members/directory/change-member.ts";
import { announceAccessChange } from "#server/platform/events/announce-access-change.ts";
import type { SignIn } from "#server/sessions/open-sign-in.ts";

/**
 * Gives a member another role; every process hears of it and judges their next request, their open streams and what they have under
 * way by the new one. Refused as {@link actOnMember} refuses.
 */
export function changeRole(
  context: Context,
  desk: SignIn,
  memberId: string,
  { role, currentPassword }: { role: Role; currentPassword?: string | undefined },
): Promise<DirectoryEntry> {
  return actOnMember(context, desk, { memberId, grants: role, currentPassword }, async (tx, member) => {
    if (await changeMember(tx, member, "member.role_changed", { role })) await announceAccessChange(tx, [memberId]);
    return accessDirectoryEntry(tx, memberId);
  });
}

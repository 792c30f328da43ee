import type { DirectoryEntry } from "#contract/directory.ts";
import type { Context } from "#server/context.ts";
import { accessDirectoryEntry } from "#server/members/directory/access.ts";
import { actOnMember } from "#server/members/directory/act-on-member.ts";
import { changeMember } from "#server/members/directory/change-member.ts";
import type { SignIn } from "#server/sessions/open-sign-in.ts";

/** Gives a member another name. Refused as {@link actOnMember} refuses. */
export function renameMember(
  context: Context,
  desk: SignIn,
  memberId: string,
  displayName: string,
): Promise<DirectoryEntry> {
  return actOnMember(context, desk, { memberId }, async (tx, member) => {
    await changeMember(tx, member, "member.renamed", { displayName });
    return accessDirectoryEntry(tx, memberId);
  });
}

import type { DirectoryEntry } from "#contract/directory.ts";
import type { Context } from "#server/context.ts";
import { accessMember } from "#server/members/access.ts";
import { accessDirectoryEntry } from "#server/members/directory/access.ts";
import { actOnMember } from "#server/members/directory/act-on-member.ts";
import { changeMember } from "#server/members/directory/change-member.ts";
import { announceAccessChange } from "#server/platform/events/announce-access-change.ts";
import { endSessions } from "#server/sessions/end-sessions.ts";
import type { SignIn } from "#server/sessions/open-sign-in.ts";
import { distributeToMembers } from "#server/teams/distribute-later.ts";

/** Lets a deactivated member in again, with a new session. Refused as {@link actOnMember} refuses. */
export function reactivateMember(
  context: Context,
  desk: SignIn,
  memberId: string,
  { currentPassword }: { currentPassword?: string | undefined },
): Promise<DirectoryEntry> {
  return actOnMember(context, desk, { memberId, letsIn: true, currentPassword }, async (tx, member) => {
    if (member.status === "deactivated") {
      // Somebody who was signing in while they were shut out may have left a session, which must not come alive with them.
      await endSessions(tx, { memberId, allBut: null });
      // Whoever was shut out before they ever came is still awaited, and no Owner to rely on.
      const { last_seen_at: lastSeen } = await accessMember(tx, memberId);
      await changeMember(tx, member, "member.reactivated", { status: lastSeen ? "active" : "invited" });
      await announceAccessChange(tx, [memberId]);
      await distributeToMembers(tx, [memberId]);
    }
    return accessDirectoryEntry(tx, memberId);
  });
}

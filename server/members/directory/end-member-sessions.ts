import type { Context } from "#server/context.ts";
import { actOnMember } from "#server/members/directory/act-on-member.ts";
import { endSessions } from "#server/sessions/end-sessions.ts";
import type { SignIn } from "#server/sessions/open-sign-in.ts";

/** Signs a member out everywhere in this workspace and returns how many sessions that ended. Refused as {@link actOnMember} refuses. */
export function endMemberSessions(context: Context, desk: SignIn, memberId: string): Promise<number> {
  return actOnMember(context, desk, { memberId }, async (tx) => {
    const ended = await endSessions(tx, { memberId, allBut: null });
    return ended.length;
  });
}

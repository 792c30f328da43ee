import type { HandOver } from "#contract/directory.ts";
import type { Context, Transaction } from "#server/context.ts";
import { handOverConversations } from "#server/conversations/assignment/hand-over-conversations.ts";
import { actOnMember } from "#server/members/directory/act-on-member.ts";
import { changeMember } from "#server/members/directory/change-member.ts";
import { holdSuccessor } from "#server/members/directory/hold-successor.ts";
import { endSessions } from "#server/sessions/end-sessions.ts";
import type { SignIn } from "#server/sessions/open-sign-in.ts";

/** What goes with somebody's leaving: who gets their conversations, and the own password where an Owner leaves. */
export interface Leaving {
  readonly handOver: HandOver;
  readonly currentPassword?: string | undefined;
}

/**
 * Shuts a member out, for now or for good: their sessions end, and with them their streams and what they have under way, and their
 * open conversations go to others, all in one. Refused as {@link actOnMember} refuses, and `unknown_successor`.
 */
export function shutOutMember(
  context: Context,
  desk: SignIn,
  { memberId, status }: { memberId: string; status: "deactivated" | "removed" },
  { handOver, currentPassword }: Leaving,
): Promise<void> {
  const alsoHold = handOver.to === "member" ? handOver.memberId : undefined;
  return actOnMember(context, desk, { memberId, shutsOut: true, currentPassword, alsoHold }, async (tx, member) => {
    await holdSuccessor(tx, memberId, handOver);
    const action = status === "removed" ? "member.removed" : "member.deactivated";
    if (!(await changeMember(tx, member, action, { status }))) return;
    if (status === "removed") await leaveTeams(tx, memberId);
    await endSessions(tx, { memberId, allBut: null });
    await handOverConversations(tx, memberId, handOver);
  });
}

/** The teams first, as whoever takes a member out of one holds it before. */
async function leaveTeams(tx: Transaction, memberId: string): Promise<void> {
  const { workspaceId, db } = tx;
  await db
    .updateTable("teams")
    .set({ lead_id: null })
    .where("workspace_id", "=", workspaceId)
    .where("lead_id", "=", memberId)
    .execute();
  await db
    .deleteFrom("team_members")
    .where("workspace_id", "=", workspaceId)
    .where("member_id", "=", memberId)
    .execute();
}

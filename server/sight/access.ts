import { actingMemberId, type Context, type MemberActor, read } from "#server/context.ts";
import { accessActor, accessMember } from "#server/members/access.ts";
import { mayEnter } from "#server/members/policy.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { selectAnnouncement } from "#server/sight/queries.ts";

/** A look lasts so long after its announcement. */
export const viewingMilliseconds = 60 * 60 * 1000;

/** A member whose inbox can be looked at as they have it. Refused `not_found`, and `cannot_enter` when they have none any more. */
export async function accessViewed(context: Context, memberId: string): Promise<MemberActor> {
  const { status, display_name: name } = await accessMember(context, memberId);
  if (mayEnter({ status })) return accessActor(context, memberId);
  throw new Refusal(409, "cannot_enter", `${name} has no inbox any more.`, {
    detail: `They were ${status}. What they wrote stays in the conversations.`,
  });
}

/** Nobody looks without the audit log saying so. Refused `viewing_not_announced`. */
export async function requireViewing(context: Context, memberId: string): Promise<void> {
  const after = new Date(context.clock.now().getTime() - viewingMilliseconds);
  const [announced] = await read(context, selectAnnouncement(context, actingMemberId(context), memberId, after));
  if (announced) return;
  throw new Refusal(
    409,
    "viewing_not_announced",
    "Looking at the inbox of a member begins with a note in the audit log.",
    {
      detail: "Begin to look first; a look lasts one hour.",
    },
  );
}

import type { Context } from "#server/context.ts";
import { accessMember } from "#server/members/access.ts";
import { presentMember } from "#server/members/present.ts";
import type { FactPresenters, PresentedFact } from "#server/platform/live/live-hub.ts";

/** How changes of a member appear in open browsers. Colleagues do not see an e-mail address, so only its owner hears of it. */
export const memberPresenters: FactPresenters = {
  "member.changed": async (context, { subject_id: memberId }) =>
    memberId ? [await showMember(context, memberId)] : [],
  "availability.changed": async (context, { subject_id: memberId }) =>
    memberId ? [await showAvailability(context, memberId)] : [],
  "email.changed": async (context, { subject_id: memberId }) =>
    memberId ? [{ ...(await showMember(context, memberId)), onlyFor: (caller) => caller.memberId === memberId }] : [],
};

async function showMember(context: Context, memberId: string): Promise<PresentedFact> {
  const member = presentMember(await accessMember(context, memberId));
  return { event: { kind: "member", member }, right: "members.read" };
}

async function showAvailability(context: Context, memberId: string): Promise<PresentedFact> {
  const { availability } = await accessMember(context, memberId);
  return { event: { kind: "availability", memberId, availability }, right: "members.read" };
}

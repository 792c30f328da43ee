import { type Context, type MemberActor, type Transaction, transact } from "#server/context.ts";
import { accessMember } from "#server/members/access.ts";
import { type HeldMember, holdRanks } from "#server/members/directory/queries.ts";
import { refuseRank } from "#server/members/directory/refuse-rank.ts";
import { faultOfDeed, needsPassword, type Ranked, type RankedDeed } from "#server/members/policy.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { confirmPassword } from "#server/sessions/confirm-password.ts";
import { holdCredential } from "#server/sessions/hold-session.ts";
import type { SignIn } from "#server/sessions/open-sign-in.ts";

/** What somebody wants to do to a member, with the own password where they have typed it. */
export interface Wish extends Pick<RankedDeed, "grants" | "shutsOut" | "letsIn" | "takesPassword"> {
  readonly currentPassword?: string | undefined;
  /** Another member who must stay as they are until it is done, such as a successor. */
  readonly alsoHold?: string | undefined;
}

/**
 * The only way to do something to another member: judges it by the rules of rank, holds everybody whom it concerns, judges it once
 * more by what they are then, and does it in the same transaction; a password that the deed takes is held, too.
 * Refused `not_found`, `not_entitled`, `own_account`, `rank_too_low`, `grant_too_high`, `last_owner`, `password_needed`,
 * `wrong_password`, `throttled`.
 */
export async function actOnMember<T>(
  context: Context,
  desk: SignIn,
  { memberId, ...wish }: Wish & { readonly memberId: string },
  deed: (tx: Transaction, member: HeldMember) => Promise<T>,
): Promise<T> {
  const { actor } = context;
  if (actor.kind !== "member") throw notFound();
  const isConfirmed = await confirm(context, desk, actor, memberId, wish);
  return transact(context, async (tx) => {
    // Passwords first, as whoever signs in does, who becomes active after it.
    if (wish.takesPassword) await holdCredential(tx, (await accessMember(tx, memberId)).person_id);
    const { alsoHold = memberId } = wish;
    const held = await holdRanks(tx, [actor.memberId, memberId, alsoHold]);
    const acting = held.find(({ id }) => id === actor.memberId);
    const member = held.find(({ id }) => id === memberId);
    if (!acting || !member || member.status === "removed") throw notFound();
    const activeOwners = held.filter(isActiveOwner).length;
    const fault = faultOfDeed(acting, member, { ...wish, activeOwners, isConfirmed });
    if (fault) throw refuseRank(fault);
    return deed(tx, member);
  });
}

/** Asks for the own password where the deed needs it, but only of those who may do it at all. */
async function confirm(
  context: Context,
  desk: SignIn,
  { memberId: id, role, personId }: MemberActor,
  memberId: string,
  wish: Wish,
): Promise<boolean> {
  const member = await accessMember(context, memberId);
  if (member.status === "removed") throw notFound();
  // How many Owners there are is counted later, when they are held.
  const unheld = { activeOwners: Number.POSITIVE_INFINITY, isConfirmed: true };
  const fault = faultOfDeed({ id, role, status: "active" }, member, { ...wish, ...unheld });
  if (fault) throw refuseRank(fault);
  if (!needsPassword(member.role, wish)) return false;
  if (wish.currentPassword === undefined) throw refuseRank("password_needed");
  await confirmPassword(context, desk, { personId, password: wish.currentPassword });
  return true;
}

function isActiveOwner({ role, status }: Ranked): boolean {
  return role === "owner" && status === "active";
}

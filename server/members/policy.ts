import type { MemberStatus } from "#contract/members.ts";
import { holds, type Role, rankOf, roles } from "#contract/rights.ts";
import type { Visibility } from "#contract/workspaces.ts";
import type { Reach } from "#server/context.ts";

/** Which conversations a member sees beyond their own, by their role, what the workspace lets members see, and their teams. */
export function reachOf(role: Role, visibility: Visibility, teamIds: readonly string[]): Reach {
  if (holds(role, "inbox.all") || visibility === "everything") return "everything";
  return { teamIds, unassigned: visibility === "teams_and_unassigned" };
}

/** A member as far as rank rules ask for them. */
export interface Ranked {
  readonly id: string;
  readonly role: Role;
  readonly status: MemberStatus;
}

/** Why somebody may not act on a member. */
export type RankFault =
  | "not_entitled"
  | "own_account"
  | "rank_too_low"
  | "grant_too_high"
  | "last_owner"
  | "password_needed";

/**
 * What is about to be done to a member. `grants` is the role that they get, `shutsOut` that they may not enter any more or not as
 * they are used to, `letsIn` that they may again. `activeOwners` counts them in the transaction that holds their rows; `isConfirmed`
 * says that who acts has just typed their own password.
 */
export interface RankedDeed {
  readonly grants?: Role;
  readonly shutsOut?: boolean;
  readonly letsIn?: boolean;
  readonly takesPassword?: boolean;
  readonly activeOwners: number;
  readonly isConfirmed: boolean;
}

/**
 * The one rule of who may do what to whom: nobody acts on themselves or on a rank that is not below theirs, except that Owners may
 * act on Owners; nobody gives more than they have; an Owner is made, unmade, shut out or let in again only by an Owner who proves
 * to be the one, and the last active one stays. Null when it may be done.
 */
export function faultOfDeed(actor: Ranked, target: Ranked, deed: RankedDeed): RankFault | null {
  if (!mayEnter(actor) || !holds(actor.role, "members.manage")) return "not_entitled";
  if (actor.id === target.id) return "own_account";
  if (!standsAbove(actor.role, target.role)) return "rank_too_low";
  const { grants } = deed;
  if (grants && !mayGrant(actor.role, grants)) return "grant_too_high";
  const unmakesOwner = target.role === "owner" && (deed.shutsOut || (grants !== undefined && grants !== "owner"));
  const othersLeft = deed.activeOwners - (target.status === "active" && target.role === "owner" ? 1 : 0);
  if (unmakesOwner && othersLeft < 1) return "last_owner";
  return needsPassword(target.role, deed) && !deed.isConfirmed ? "password_needed" : null;
}

/** Whether a deed asks for the own password again: an Owner comes, goes, or gets a password from somebody else. */
export function needsPassword(
  targetRole: Role,
  { grants, shutsOut, letsIn, takesPassword }: Pick<RankedDeed, "grants" | "shutsOut" | "letsIn" | "takesPassword">,
): boolean {
  if (targetRole === "owner") return Boolean(shutsOut || letsIn || takesPassword || (grants && grants !== "owner"));
  return grants === "owner";
}

/** Whether a role acts on members of another: on lower ranks, and an Owner on Owners. */
function standsAbove(role: Role, other: Role): boolean {
  return rankOf(role) > rankOf(other) || holds(role, "owners.manage");
}

/** Whether somebody of a role may give another to members: at most their own, and that of an Owner only as one. */
export function mayGrant(role: Role, granted: Role): boolean {
  if (!holds(role, "members.manage")) return false;
  return granted === "owner" ? holds(role, "owners.manage") : rankOf(granted) <= rankOf(role);
}

/** The roles that somebody of a role may give. */
export function grantableBy(role: Role): Role[] {
  return roles.filter((granted) => mayGrant(role, granted));
}

/** Whether a member may be in the workspace at all. */
export function mayEnter({ status }: Pick<Ranked, "status">): boolean {
  return status === "invited" || status === "active";
}

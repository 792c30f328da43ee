import type { Invitation, Invited } from "#contract/invitations.ts";
import type { Member } from "#contract/members.ts";
import type { Role } from "#contract/rights.ts";
import { recordAudit } from "#server/audit/record.ts";
import { type Context, read, type Transaction, transact } from "#server/context.ts";
import { accessMember } from "#server/members/access.ts";
import { addMember } from "#server/members/add-member.ts";
import { holdRanks } from "#server/members/directory/queries.ts";
import { personToInvite } from "#server/members/person-to-invite.ts";
import { mayEnter, mayGrant } from "#server/members/policy.ts";
import { presentMember } from "#server/members/present.ts";
import { selectMembershipOf } from "#server/members/queries.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";
import { confirmPassword } from "#server/sessions/confirm-password.ts";
import { findPerson } from "#server/sessions/find-person.ts";
import { generatePassword } from "#server/sessions/generate-password.ts";
import { holdCredentialsOf } from "#server/sessions/hold-session.ts";
import { invitationMail } from "#server/sessions/mail-jobs.ts";
import type { SignIn } from "#server/sessions/open-sign-in.ts";
import { refuseCommonPassword } from "#server/sessions/refuse-common-password.ts";

/**
 * Makes a person a member who is awaited, with a temporary password for whoever has never signed in to Wokfow; others keep theirs.
 * An e-mail follows where this server sends any.
 * Refused `grant_too_high`, `password_needed`, `wrong_password`, `throttled`, `common_password`, `already_member`, `awaited_elsewhere`,
 * `email_taken`.
 */
export async function inviteMember(context: Context, desk: SignIn, wish: Invitation): Promise<Invited> {
  await judgeGrant(context, desk, wish);
  if (wish.password !== undefined) await refuseCommonPassword("password", wish.password, wish.email);
  const made = await makePassword(desk, wish.password);
  return transact(context, async (tx) => {
    await holdCredentialsOf(tx, [wish.email]);
    return takeIn(tx, desk, wish, made);
  });
}

/** A password to hand over, and what the database keeps of it. */
export interface MadePassword {
  readonly password: string;
  readonly passwordHash: string;
}

/** Makes a password for somebody else. It takes a while, so it is done before the transaction, which holds others up. */
export async function makePassword(desk: SignIn, password = generatePassword()): Promise<MadePassword> {
  return { password, passwordHash: await desk.passwords.hash(password) };
}

/**
 * The rest of an invitation, in a transaction that holds the password behind its address already, as passwords come before members.
 * Refused `grant_too_high`, `already_member`, `awaited_elsewhere`, `email_taken`.
 */
export async function takeIn(
  tx: Transaction,
  desk: SignIn,
  wish: Invitation,
  { password, passwordHash }: MadePassword,
): Promise<Invited> {
  const { displayName, email, role } = wish;
  await holdGrant(tx, role);
  const known = await findPerson(tx, email);
  if (known) await refuseMember(tx, known);
  const { personId, keepsPassword } = await personToInvite(tx, known, { name: displayName, email, passwordHash });
  const member = await awaitMember(tx, personId, wish);
  if (desk.mail) await invitationMail.later(tx, { memberId: member.id, personId }, { maxAttempts: 10 });
  return {
    member,
    email,
    password: keepsPassword ? null : password,
    signInAddress: desk.config.publicUrl ?? null,
    mailed: desk.mail !== null,
  };
}

/** Nobody gives more than they have, and an Owner is made only by an Owner who proves to be the one. */
async function judgeGrant(context: Context, desk: SignIn, { role, currentPassword }: Invitation): Promise<void> {
  const { actor } = context;
  if (actor.kind !== "member") return;
  if (!mayGrant(actor.role, role)) throw grantTooHigh();
  if (role !== "owner") return;
  if (currentPassword === undefined) throw passwordNeeded();
  await confirmPassword(context, desk, { personId: actor.personId, password: currentPassword });
}

/** Whoever has lost their role since they were asked for the password gives nothing more. */
async function holdGrant(tx: Transaction, role: Role): Promise<void> {
  const { actor } = tx;
  if (actor.kind !== "member") return;
  const held = await holdRanks(tx, [actor.memberId]);
  const acting = held.find(({ id }) => id === actor.memberId);
  if (!acting || !mayEnter(acting) || !mayGrant(acting.role, role)) throw grantTooHigh();
}

async function refuseMember(tx: Transaction, personId: string): Promise<void> {
  const [member] = await read(tx, selectMembershipOf(tx, personId));
  if (member) throw alreadyMember(member.display_name, member.status === "deactivated");
}

async function awaitMember(tx: Transaction, personId: string, wish: Invitation): Promise<Member> {
  const { displayName, email, role } = wish;
  const { actor } = tx;
  const timeZone = actor.kind === "member" ? (await accessMember(tx, actor.memberId)).time_zone : "UTC";
  const status = "invited" as const;
  const memberId = await addMember(tx, { personId, role, displayName, timeZone, status }).catch((reason: unknown) => {
    throw isDouble(reason) ? alreadyMember(displayName, false) : reason;
  });
  await announce(tx, { kind: "member.changed", subjectId: memberId });
  const subject = { kind: "member" as const, id: memberId, name: displayName };
  await recordAudit(tx, { action: "member.invited", subject, after: { email, role } });
  return presentMember(await accessMember(tx, memberId));
}

/** Of two invitations at once, the database refuses the second. */
function isDouble(reason: unknown): boolean {
  return reason instanceof Error && "constraint" in reason && reason.constraint === "members_of_workspace_by_person";
}

function grantTooHigh(): Refusal {
  const message = "You cannot give a role that is above your own.";
  return new Refusal(403, "grant_too_high", message, {
    detail: "Choose a lower role, or ask an Owner.",
    fields: [{ path: "role", message }],
  });
}

function passwordNeeded(): Refusal {
  const message = "Enter your own password: an Owner may do everything here.";
  return new Refusal(403, "password_needed", message, { fields: [{ path: "currentPassword", message }] });
}

function alreadyMember(name: string, isDeactivated: boolean): Refusal {
  const message = isDeactivated
    ? `${name} signs in with this address and is deactivated. Reactivate them instead.`
    : `${name} signs in with this address and is a member already.`;
  return new Refusal(409, "already_member", message, { fields: [{ path: "email", message }] });
}

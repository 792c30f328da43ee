import { type Context, read, transact } from "#server/context.ts";
import type { Mail, MailCarrier } from "#server/mail/open-mail.ts";
import { accessMember } from "#server/members/access.ts";
import { createLink, dropLink, type NewLink } from "#server/sessions/create-link.ts";
import { addedMail, invitedMail, resetMail } from "#server/sessions/mail-texts.ts";
import { selectPerson } from "#server/sessions/queries.ts";
import { accessWorkspace } from "#server/workspaces/access.ts";

/** What the mails of signing in need: what carries them, and where their links lead. */
export interface LinkMailParts {
  readonly mail: MailCarrier | null;
  readonly config: { readonly homeAddress: string };
}

/**
 * Sends an invited person the way in: a link to choose a password, or where to sign in for those who have one of their own. Sends
 * nothing when they have come or gone meanwhile.
 */
export async function mailInvitation(
  context: Context,
  parts: LinkMailParts,
  { personId, memberId }: { personId: string; memberId: string },
): Promise<void> {
  const [[person], member, workspace] = await Promise.all([
    read(context, selectPerson(personId)),
    accessMember(context, memberId),
    accessWorkspace(context),
  ]);
  if (!person || member.status !== "invited") return;
  const to = { name: member.display_name, address: person.email };
  const place = { workspaceName: workspace.name, homeAddress: parts.config.homeAddress };
  if (!person.must_choose_password) return parts.mail?.send({ to, ...addedMail(place) });
  const link = { personId, email: person.email, purpose: "invitation", memberId } as const;
  await sendWithLink(context, parts, link, (address) => ({ to, ...invitedMail(place, address) }));
}

/** Sends a person a link to choose a new password. Sends nothing when there is no such person. */
export async function mailPasswordReset(context: Context, parts: LinkMailParts, personId: string): Promise<void> {
  const [person] = await read(context, selectPerson(personId));
  if (!person) return;
  const { name, email } = person;
  const link = { personId, email, purpose: "password_reset" } as const;
  await sendWithLink(context, parts, link, (address) => ({ to: { name, address: email }, ...resetMail(address) }));
}

/**
 * The token is made here and not when the mail was asked for, as it may stand in no job. One whose mail did not go out opens
 * nothing; the next attempt makes another.
 */
async function sendWithLink(
  context: Context,
  { mail, config }: LinkMailParts,
  link: NewLink,
  write: (address: string) => Mail,
): Promise<void> {
  if (!mail) return;
  const token = await transact(context, (tx) => createLink(tx, link));
  try {
    await mail.send(write(`${config.homeAddress}/welcome#${token}`));
  } catch (reason) {
    await transact(context, (tx) => dropLink(tx, token));
    throw reason;
  }
}

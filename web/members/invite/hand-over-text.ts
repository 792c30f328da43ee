import type { Invited } from "#contract/invitations.ts";

/** A text that can be sent to somebody who was invited. `origin` is where this page is, for servers that know no other address. */
export function handOverText(
  { member, email, password, signInAddress }: Invited,
  workspaceName: string,
  origin: string,
): string {
  const address = `${signInAddress ?? origin}/sign-in`;
  const [firstName = member.displayName] = member.displayName.split(" ");
  const greeting = `Hello ${firstName},\n\nyou are invited to ${workspaceName} in Wokfow. Sign in here:\n${address}`;
  const ownPassword = "You have a Wokfow password already, and it works here too.";
  if (password === null) return `${greeting}\n\nE-mail: ${email}\n${ownPassword}\n`;
  return `${greeting}\n\nE-mail: ${email}\nPassword: ${password}\n\nYou choose a password of your own right after.\n`;
}

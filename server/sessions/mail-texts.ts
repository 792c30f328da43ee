/** What an e-mail says. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** Where somebody is invited to. */
export interface Place {
  readonly workspaceName: string;
  readonly homeAddress: string;
}

/** To somebody who is invited and has no password of their own yet. */
export function invitedMail({ workspaceName }: Place, link: string): MailText {
  return written(`You are invited to ${workspaceName}`, [
    `${workspaceName} talks with its customers in Wokfow, and you are invited to join.`,
    "Choose your password here:",
    link,
    "The link is good once, for this e-mail address, and for 72 hours. After that, ask whoever invited you for the password that they can hand over.",
    "If you do not know this company, leave this e-mail unanswered: nothing happens without you.",
  ]);
}

/** To somebody who is invited and signs in to Wokfow already. */
export function addedMail({ workspaceName, homeAddress }: Place): MailText {
  return written(`You are invited to ${workspaceName}`, [
    `${workspaceName} talks with its customers in Wokfow, and you are invited to join.`,
    "You have a Wokfow password already, and it opens this workspace too. Sign in here and choose it in the menu at your picture:",
    homeAddress,
    "If you do not know this company, leave this e-mail unanswered.",
  ]);
}

/** To somebody who forgot the password, or for whom somebody claimed so. */
export function resetMail(link: string): MailText {
  return written("Choose a new password for Wokfow", [
    "Somebody asked for a new password for your sign-in to Wokfow. If it was you, choose it here:",
    link,
    "The link is good once, for 30 minutes. Choosing a new password signs you out everywhere else.",
    "If it was not you, leave this e-mail unanswered: your password stays as it is.",
  ]);
}

function written(subject: string, paragraphs: readonly string[]): MailText {
  return { subject, text: `${paragraphs.join("\n\n")}\n` };
}

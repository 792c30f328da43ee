import { z } from "zod";
import { endpoint } from "#contract/endpoint.ts";
import { session } from "#contract/session.ts";
import { emailAddress, moment, newPassword } from "#contract/values.ts";

/** Why a link was sent: somebody invited its reader, or its reader forgot the password. */
export const linkPurpose = z.enum(["invitation", "password_reset"]);

/** What an e-mail's link carries after the number sign, out of reach of servers and their logs. */
const token = z.string().min(1).max(100);

/** What a link opens. `workspaceName` is where its reader will be signed in. */
export const signInLink = z.object({
  purpose: linkPurpose,
  email: z.string(),
  displayName: z.string(),
  workspaceName: z.string(),
  expiresAt: moment,
});

/** What a link opens. */
export type SignInLink = z.output<typeof signInLink>;

/**
 * Sends an e-mail with a link to choose a new password, good once and for 30 minutes. The answer is the same for known and unknown
 * addresses. Refused `no_mail` where this server sends none, `throttled`.
 */
export const requestPasswordReset = endpoint({
  method: "POST",
  path: "/password-resets",
  summary: "Ask for a link to choose a new password",
  access: { kind: "public" },
  status: 202,
  body: z.object({ email: emailAddress }),
  answer: z.object({}),
});

/** Reads what a link opens and leaves it as it is, since mail programs open links by themselves. Refused `link_ended`. */
export const readSignInLink = endpoint({
  method: "POST",
  path: "/sign-in-links/read",
  summary: "Read what the link of an e-mail opens",
  access: { kind: "public" },
  status: 200,
  body: z.object({ token }),
  answer: signInLink,
});

/**
 * Chooses a password by a link, which is good once; signs its reader in and ends all their other sessions.
 * Refused `link_ended` (the same for used, expired and made-up links), `common_password`, `busy`.
 */
export const redeemSignInLink = endpoint({
  method: "POST",
  path: "/sign-in-links/redeem",
  summary: "Choose a password by the link of an e-mail",
  access: { kind: "public" },
  status: 200,
  body: z.object({ token, newPassword }),
  answer: session,
});

import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { member } from "#contract/members.ts";
import { roles } from "#contract/rights.ts";
import { displayName, emailAddress, newPassword, typedPassword } from "#contract/values.ts";

/** Whom to invite. Without a `password` one is made. To make an Owner, the inviting Owner's `currentPassword` is asked. */
export const invitation = z.object({
  displayName,
  email: emailAddress,
  role: z.enum(roles),
  password: newPassword.optional(),
  currentPassword: typedPassword.optional(),
});

/** Whom to invite. */
export type Invitation = z.output<typeof invitation>;

/**
 * What has come of an invitation, answered once. `password` is what to hand over, and null where the address signs in to Wokfow
 * already and keeps its own. `signInAddress` is where to sign in as the operator configured it, else null: then it is where one
 * reads this. `mailed` says that an e-mail goes out too.
 */
export const invited = z.object({
  member,
  email: z.string(),
  password: z.string().nullable(),
  signInAddress: z.string().nullable(),
  mailed: z.boolean(),
});

/** What has come of an invitation. */
export type Invited = z.output<typeof invited>;

/**
 * Makes a person a member, with a password that opens nothing but the choice of an own one. Whoever signs in to Wokfow already
 * becomes a member with the password that they have. Refused `grant_too_high`, `already_member`, `awaited_elsewhere`, `email_taken`, `common_password`,
 * `password_needed`, `wrong_password`, `throttled`, `busy`.
 */
export const inviteMember = endpoint({
  method: "POST",
  path: "/members",
  summary: "Invite a member",
  access: right("members.manage"),
  status: 201,
  body: invitation,
  answer: invited,
});

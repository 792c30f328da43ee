import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { roles } from "#contract/rights.ts";
import {
  displayName,
  emailAddress,
  id,
  newPassword,
  page,
  pageQuery,
  timeZone,
  typedPassword,
} from "#contract/values.ts";

/** Where a member stands: invited and not here yet, at work, kept out for now, or gone for good and still the author of what they wrote. */
export const memberStatus = z.enum(["invited", "active", "deactivated", "removed"]);

/** Where a member stands. */
export type MemberStatus = z.output<typeof memberStatus>;

/** Whether a member takes conversations now: the distribution of a team gives only to those who are available. */
export const availability = z.enum(["available", "busy", "away"]);

/** Whether a member takes conversations now. */
export type Availability = z.output<typeof availability>;

/** A member as every colleague sees them. `avatarFileId` is read from `/files/:fileId`. */
export const member = z.object({
  id,
  displayName: z.string(),
  role: z.enum(roles),
  avatarFileId: id.nullable(),
});

/** A member as every colleague sees them. */
export type Member = z.output<typeof member>;

/** The signed-in member's own profile. The role is read-only. */
export const profile = member.extend({ email: z.string(), timeZone: z.string() });

/** The signed-in member's own profile. */
export type Profile = z.output<typeof profile>;

/** All members of the workspace, by name. Refused `invalid_cursor`. */
export const listMembers = endpoint({
  method: "GET",
  path: "/members",
  summary: "List the members of the workspace",
  access: right("members.read"),
  status: 200,
  query: pageQuery,
  answer: page(member),
});

/** The signed-in member's own profile. */
export const readProfile = endpoint({
  method: "GET",
  path: "/profile",
  summary: "Read your own profile",
  access: right("profile.edit"),
  status: 200,
  answer: profile,
});

/** Changes the own display name or time zone. Unknown fields, such as a role, change nothing. */
export const editProfile = endpoint({
  method: "PATCH",
  path: "/profile",
  summary: "Change your display name or time zone",
  access: right("profile.edit"),
  status: 200,
  body: z.object({ displayName: displayName.optional(), timeZone: timeZone.optional() }),
  answer: profile,
});

/** Changes the own e-mail address; the current password is asked. Refused `wrong_password`, `throttled`, `email_taken`. */
export const changeEmail = endpoint({
  method: "PUT",
  path: "/profile/email",
  summary: "Change your e-mail address",
  access: right("profile.edit"),
  status: 200,
  body: z.object({ email: emailAddress, currentPassword: typedPassword }),
  answer: profile,
});

/** Changes the own password and ends all other sessions. Refused `wrong_password`, `throttled`, `common_password`. */
export const changePassword = endpoint({
  method: "PUT",
  path: "/profile/password",
  summary: "Change your password and end all other sessions",
  access: right("profile.edit"),
  status: 200,
  body: z.object({ currentPassword: typedPassword, newPassword }),
  answer: z.object({ endedSessions: z.number().int() }),
});

/** Sets the own avatar from a PNG, JPEG or WebP of at most 5 MB; stored as a square WebP. Refused `not_a_picture`, `too_large`. */
export const setAvatar = endpoint({
  method: "PUT",
  path: "/profile/avatar",
  summary: "Set your avatar",
  access: right("profile.edit"),
  status: 200,
  upload: true,
  answer: profile,
});

/** Removes the own avatar. */
export const removeAvatar = endpoint({
  method: "DELETE",
  path: "/profile/avatar",
  summary: "Remove your avatar",
  access: right("profile.edit"),
  status: 200,
  answer: profile,
});

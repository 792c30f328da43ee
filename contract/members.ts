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
  availability,
  status: memberStatus,
});

/** A member as every colleague sees them. */
export type Member = z.output<typeof member>;

/** After how many minutes without a sign of life a member is away by itself; null for never. */
export const awayAfterMinutes = z.number().int().min(5).max(480).nullable();

/**
 * The signed-in member's own profile. The role is read-only. `awayByItself`: nothing came from them for `awayAfterMinutes`, and they
 * are available again with the next sign of life; who chose to be away stays so until they choose otherwise.
 */
export const profile = member.extend({
  email: z.string(),
  timeZone: z.string(),
  awayByItself: z.boolean(),
  awayAfterMinutes,
});

/** The signed-in member's own profile. */
export type Profile = z.output<typeof profile>;

/** All members who may enter the workspace, by name. Refused `invalid_cursor`. */
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

/** Says whether the member takes conversations now. Available, they are given those that wait for their teams. */
export const chooseAvailability = endpoint({
  method: "PUT",
  path: "/profile/availability",
  summary: "Say whether you take conversations",
  access: right("profile.edit"),
  status: 200,
  body: z.object({ availability }),
  answer: profile,
});

/** Chooses after how many quiet minutes the member is away by itself; null for never. */
export const chooseQuietTime = endpoint({
  method: "PUT",
  path: "/profile/quiet-time",
  summary: "Choose when you are away by itself",
  access: right("profile.edit"),
  status: 200,
  body: z.object({ minutes: awayAfterMinutes }),
  answer: profile,
});

/** A sign of life, which the web sends at most once a minute while the member does something. Who was away by itself is back. */
export const reportActivity = endpoint({
  method: "PUT",
  path: "/profile/activity",
  summary: "Report that you are here",
  access: right("profile.edit"),
  status: 204,
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

import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { memberStatus } from "#contract/members.ts";
import { roles } from "#contract/rights.ts";
import { teamColour } from "#contract/teams.ts";
import { displayName, id, moment, page, pageQuery, typedPassword } from "#contract/values.ts";

/** A member as those see them who manage members. `lastSeenAt` may be five minutes old, and is null before the first session. */
export const directoryMember = z.object({
  id,
  displayName: z.string(),
  email: z.string(),
  role: z.enum(roles),
  avatarFileId: id.nullable(),
  status: memberStatus,
  teams: z.array(z.object({ id, name: z.string(), colour: teamColour })),
  lastSeenAt: moment.nullable(),
  createdAt: moment,
});

/** A member as those see them who manage members. */
export type DirectoryMember = z.output<typeof directoryMember>;

/**
 * What the caller may do with a member: each of these is judged again when it is asked. `roles` are those that the caller may give
 * them; `confirm` says that the caller's own password is asked with each deed but renaming and ending sessions, as an Owner is
 * concerned. `refusal` is the sentence that says why nothing is allowed, null otherwise.
 */
export const memberPermissions = z.object({
  rename: z.boolean(),
  roles: z.array(z.enum(roles)),
  resetPassword: z.boolean(),
  endSessions: z.boolean(),
  deactivate: z.boolean(),
  reactivate: z.boolean(),
  remove: z.boolean(),
  confirm: z.boolean(),
  refusal: z.string().nullable(),
});

/** What the caller may do with a member. */
export type MemberPermissions = z.output<typeof memberPermissions>;

/** One member with what hangs on them. `openConversations` are those that would need another hand if they left. */
export const directoryEntry = directoryMember.extend({
  openConversations: z.number().int(),
  sessions: z.number().int(),
  can: memberPermissions,
});

/** One member with what hangs on them. */
export type DirectoryEntry = z.output<typeof directoryEntry>;

/** The columns that the directory can be sorted by. */
export const directorySort = z.enum(["name", "email", "role", "last_seen"]);

/** A column that the directory can be sorted by. */
export type DirectorySort = z.output<typeof directorySort>;

/** What is looked for in the directory. `search` is part of a name or an e-mail address. */
export const directoryQuery = pageQuery.extend({
  search: z.string().trim().max(120).optional(),
  role: z.enum(roles).optional(),
  status: memberStatus.exclude(["removed"]).optional(),
  teamId: id.optional(),
  sort: directorySort.default("name"),
  order: z.enum(["ascending", "descending"]).default("ascending"),
});

/** All members but the removed ones, with how many there are in all pages. Refused `invalid_cursor`. */
export const listDirectory = endpoint({
  method: "GET",
  path: "/directory",
  summary: "List the members with address, teams, status and last visit",
  access: right("members.manage"),
  status: 200,
  query: directoryQuery,
  answer: page(directoryMember).extend({ total: z.number().int() }),
});

const memberParams = z.object({ memberId: id });

/** One member of the directory. */
export const readDirectoryEntry = endpoint({
  method: "GET",
  path: "/directory/:memberId",
  summary: "Read one member with what you may do with them",
  access: right("members.manage"),
  status: 200,
  params: memberParams,
  answer: directoryEntry,
});

/** The caller's own password, asked again where an Owner is made, unmade, shut out or let in again. */
const currentPassword = typedPassword.optional();

/**
 * To whom the open conversations of somebody go who leaves: to one member, to a team's queue, or to nobody, where each waits in the
 * queue of the team that it belongs to already.
 */
export const handOver = z.discriminatedUnion("to", [
  z.object({ to: z.literal("member"), memberId: id }),
  z.object({ to: z.literal("team"), teamId: id }),
  z.object({ to: z.literal("unassigned") }),
]);

/** To whom the open conversations of somebody go who leaves. */
export type HandOver = z.output<typeof handOver>;

/** Changes a member's name. Refused `own_account`, `rank_too_low`. */
export const renameMember = endpoint({
  method: "PATCH",
  path: "/members/:memberId",
  summary: "Rename a member",
  access: right("members.manage"),
  status: 200,
  params: memberParams,
  body: z.object({ displayName }),
  answer: directoryEntry,
});

/**
 * Gives a member another role; it holds in their open browsers at once. Refused `own_account`, `rank_too_low`, `grant_too_high`,
 * `last_owner`, and where an Owner is made or unmade `password_needed`, `wrong_password`, `throttled`.
 */
export const changeRole = endpoint({
  method: "PUT",
  path: "/members/:memberId/role",
  summary: "Change a member's role",
  access: right("members.manage"),
  status: 200,
  params: memberParams,
  body: z.object({ role: z.enum(roles), currentPassword }),
  answer: directoryEntry,
});

/**
 * Makes a new password for a member and ends their sessions; it is answered this once, and they must choose their own when they
 * sign in with it. Refused as `changeRole` and `works_elsewhere` for members of other workspaces, who alone may reset theirs.
 */
export const resetPassword = endpoint({
  method: "PUT",
  path: "/members/:memberId/password",
  summary: "Make a new password for a member",
  access: right("members.manage"),
  status: 200,
  params: memberParams,
  body: z.object({ currentPassword }),
  answer: z.object({ password: z.string() }),
});

/** Signs a member out everywhere in this workspace. Refused `own_account`, `rank_too_low`. */
export const endMemberSessions = endpoint({
  method: "DELETE",
  path: "/members/:memberId/sessions",
  summary: "End all sessions of a member",
  access: right("members.manage"),
  status: 200,
  params: memberParams,
  answer: z.object({ endedSessions: z.number().int() }),
});

/**
 * Keeps a member out until further notice and hands over their open conversations. Refused as `changeRole` and
 * `unknown_successor`.
 */
export const deactivateMember = endpoint({
  method: "PUT",
  path: "/members/:memberId/deactivation",
  summary: "Deactivate a member and hand over their conversations",
  access: right("members.manage"),
  status: 200,
  params: memberParams,
  body: z.object({ handOver, currentPassword }),
  answer: directoryEntry,
});

/**
 * Lets a deactivated member in again. Their former sessions stay ended. Refused `own_account`, `rank_too_low`, and where an Owner
 * comes back `password_needed`, `wrong_password`, `throttled`.
 */
export const reactivateMember = endpoint({
  method: "PUT",
  path: "/members/:memberId/reactivation",
  summary: "Let a deactivated member in again",
  access: right("members.manage"),
  status: 200,
  params: memberParams,
  body: z.object({ currentPassword }),
  answer: directoryEntry,
});

/**
 * Takes a member out of the workspace for good and hands over their open conversations; what they wrote stays theirs. Refused as
 * `deactivateMember`.
 */
export const removeMember = endpoint({
  method: "PUT",
  path: "/members/:memberId/removal",
  summary: "Remove a member and hand over their conversations",
  access: right("members.manage"),
  status: 204,
  params: memberParams,
  body: z.object({ handOver, currentPassword }),
});

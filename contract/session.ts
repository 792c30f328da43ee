import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { profile } from "#contract/members.ts";
import { rights, roles } from "#contract/rights.ts";
import { displayName, emailAddress, id, moment, newPassword, timeZone, typedPassword } from "#contract/values.ts";
import { workspace } from "#contract/workspaces.ts";

/**
 * Who is signed in and what they may do. With `mustChoosePassword` somebody else made their password, and until they have chosen
 * an own one everything but that, reading the session and signing out is refused `password_choice_required`.
 */
export const session = z.object({
  profile,
  workspace,
  rights: z.array(z.enum(Object.keys(rights) as [keyof typeof rights, ...(keyof typeof rights)[]])),
  mustChoosePassword: z.boolean(),
});

/** Who is signed in and what they may do. */
export type Session = z.output<typeof session>;

/**
 * What the sign-in page needs before anyone is known: `session` is null when nobody is signed in;
 * `signUp` says whether a new workspace may be created here now, `firstVisit` that none exists yet, `mail` whether this server
 * sends e-mail, without which a forgotten password is made anew by an Owner or Admin.
 */
export const entrance = z.object({
  session: session.nullable(),
  signUp: z.boolean(),
  firstVisit: z.boolean(),
  mail: z.boolean(),
});

/** What the sign-in page needs before anyone is known. */
export type Entrance = z.output<typeof entrance>;

/** The current session, or what a visitor may do instead. */
export const readSession = endpoint({
  method: "GET",
  path: "/session",
  summary: "Read who is signed in",
  access: { kind: "public" },
  status: 200,
  answer: entrance,
});

/**
 * Signs in and sets the session cookie, always a new one; a session that the browser had before ends.
 * Refused `wrong_credentials` (the same for known and unknown addresses), `throttled` and `busy` (both with `retryAfter`).
 */
export const signIn = endpoint({
  method: "POST",
  path: "/session",
  summary: "Sign in",
  access: { kind: "public" },
  status: 200,
  body: z.object({ email: emailAddress, password: typedPassword }),
  answer: session,
});

/** Ends the own session. */
export const signOut = endpoint({
  method: "DELETE",
  path: "/session",
  summary: "Sign out",
  access: { kind: "signed-in" },
  status: 204,
  beforeOwnPassword: true,
});

/**
 * Chooses an own password in place of the one that somebody else made, and ends all other sessions of the person.
 * Refused `password_chosen` (there is an own one already), `same_password`, `common_password`, `busy`.
 */
export const chooseOwnPassword = endpoint({
  method: "PUT",
  path: "/session/password",
  summary: "Choose an own password in place of a temporary one",
  access: { kind: "signed-in" },
  status: 200,
  body: z.object({ newPassword }),
  answer: session,
  beforeOwnPassword: true,
});

/** One workspace that the signed-in person is a member of. */
export const membership = z.object({
  workspaceId: id,
  workspaceName: z.string(),
  role: z.enum(roles),
  current: z.boolean(),
});

/** One workspace that the signed-in person is a member of. */
export type Membership = z.output<typeof membership>;

/** The workspaces that the signed-in person may enter, by name. */
export const listMemberships = endpoint({
  method: "GET",
  path: "/memberships",
  summary: "List the workspaces you are a member of",
  access: { kind: "signed-in" },
  status: 200,
  answer: z.object({ items: z.array(membership) }),
});

/** Goes on in another workspace of the same person, under a new session; the former one ends. 404 where they are no member. */
export const switchWorkspace = endpoint({
  method: "PUT",
  path: "/session/workspace",
  summary: "Go to another of your workspaces",
  access: { kind: "signed-in" },
  status: 200,
  body: z.object({ workspaceId: id }),
  answer: session,
});

/**
 * Creates a workspace and its Owner and signs them in, all or nothing.
 * Refused `sign_up_closed`, `email_taken`, `common_password`, `throttled`, `busy`.
 */
export const signUp = endpoint({
  method: "POST",
  path: "/workspaces",
  summary: "Create a workspace and its owner",
  access: { kind: "public" },
  status: 201,
  body: z.object({
    workspaceName: displayName,
    displayName,
    email: emailAddress,
    password: newPassword,
    timeZone: timeZone.default("UTC"),
  }),
  answer: session,
});

/**
 * One place where the member is signed in. `browser` is a short description such as "Firefox on Linux"; `lastSeenAt` may be
 * five minutes old.
 */
export const openSession = z.object({
  id,
  browser: z.string(),
  ipAddress: z.string().nullable(),
  createdAt: moment,
  lastSeenAt: moment,
  current: z.boolean(),
});

/** One place where the member is signed in. */
export type OpenSession = z.output<typeof openSession>;

/** All places where the member is signed in, the current one first. */
export const listSessions = endpoint({
  method: "GET",
  path: "/sessions",
  summary: "List where you are signed in",
  access: right("profile.edit"),
  status: 200,
  answer: z.object({ items: z.array(openSession) }),
});

/** Ends one of the own sessions. */
export const endSession = endpoint({
  method: "DELETE",
  path: "/sessions/:sessionId",
  summary: "End one of your sessions",
  access: right("profile.edit"),
  status: 204,
  params: z.object({ sessionId: id }),
});

/** Ends all own sessions but the current one. */
export const endOtherSessions = endpoint({
  method: "DELETE",
  path: "/sessions",
  summary: "End all your other sessions",
  access: right("profile.edit"),
  status: 200,
  answer: z.object({ endedSessions: z.number().int() }),
});

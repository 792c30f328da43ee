import { z } from "zod";
import { channel, channelKind } from "#contract/channels.ts";
import { endpoint, right } from "#contract/endpoint.ts";
import { id, moment } from "#contract/values.ts";

/**
 * Why a login connected nothing: a closed list, each with a sentence and a remedy on screen. `cancelled`: the person said no at the
 * service. `permission_missing`: they left out what Wokfow cannot do without, which `missing` names. `no_account`: they have no account
 * there that could be connected; `missing` then names permissions that would show more. `code_refused`: the service did not accept its
 * own code, as when it is used twice. `other_account`: the account of the channel that was to be renewed is not among theirs.
 * `signed_out`: the session had ended when the browser came back.
 */
export const loginFailure = z.enum([
  "cancelled",
  "permission_missing",
  "no_account",
  "code_refused",
  "other_account",
  "signed_out",
  "unreachable",
  "service_error",
]);

/** Why a login connected nothing. */
export type LoginFailure = z.output<typeof loginFailure>;

/**
 * An account that whoever has logged in may connect. `standing`: `was_here` continues the channel that it had before and its
 * conversations; `connected_here` can be chosen only where its channel needs a person; `connected_elsewhere` (another workspace, which is
 * not named) cannot, nor `not_allowed`, where whoever has logged in may not read and answer messages.
 */
export const loginAccount = z.object({
  accountId: z.string(),
  name: z.string(),
  account: z.string(),
  /** A data address, null when there is none. */
  picture: z.string().nullable(),
  standing: z.enum(["free", "was_here", "connected_here", "needs_login", "connected_elsewhere", "not_allowed"]),
});

/** An account that whoever has logged in may connect. */
export type LoginAccount = z.output<typeof loginAccount>;

/** A login under way. `waiting` until the browser is back, then `choosing` until accounts are chosen. It is forgotten after `expiresAt`. */
export const channelLogin = z.object({
  id,
  kind: channelKind,
  /** The channel whose account is renewed; null when accounts are to be chosen. */
  channelId: id.nullable(),
  state: z.enum(["waiting", "choosing", "failed", "done"]),
  failure: z.object({ reason: loginFailure, missing: z.array(z.string()) }).nullable(),
  /** Who has logged in, by the name they have there. */
  person: z.string().nullable(),
  accounts: z.array(loginAccount),
  /** What this login has connected or renewed. */
  channelIds: z.array(id),
  expiresAt: moment,
});

/** A login under way. */
export type ChannelLogin = z.output<typeof channelLogin>;

const loginParams = z.object({ loginId: id });
const kindParams = z.object({ kind: z.string().max(40) });

/**
 * Begins a login at an outside service. The browser goes to `address`, and comes back from there within 15 minutes. With `channelId` the
 * account of that channel is renewed; `again` makes the service ask also for what the person left out before. Refused `no_login` for
 * kinds that are connected otherwise, `not_configured` while settings of this server are missing.
 */
export const beginLogin = endpoint({
  method: "POST",
  path: "/channel-logins",
  summary: "Begin a login with which accounts are connected",
  access: right("channels.configure"),
  status: 201,
  body: z.object({ kind: channelKind, channelId: id.optional(), again: z.boolean().optional() }),
  answer: z.object({ id, address: z.url() }),
});

/** A login, for the member who has begun it. */
export const readLogin = endpoint({
  method: "GET",
  path: "/channel-logins/:loginId",
  summary: "Read how a login stands",
  access: right("channels.configure"),
  status: 200,
  params: loginParams,
  answer: channelLogin,
});

/**
 * Connects the chosen accounts. Each becomes a channel or is refused (`already_connected`, `connected_elsewhere`, `not_allowed`, `not_offered`), and one
 * that is refused does not hold the others. While none was connected, others can be chosen. Refused `login_over` as a whole.
 */
export const finishLogin = endpoint({
  method: "POST",
  path: "/channel-logins/:loginId/channels",
  summary: "Connect the accounts chosen after a login",
  access: right("channels.configure"),
  status: 200,
  params: loginParams,
  body: z.object({ accountIds: z.array(z.string().min(1).max(200)).min(1).max(50) }),
  answer: z.object({
    items: z.array(
      z.object({
        accountId: z.string(),
        channel: channel.nullable(),
        refusal: z.object({ code: z.string(), title: z.string(), detail: z.string().nullable() }).nullable(),
      }),
    ),
  }),
});

/** Ends a login; what was kept of it is gone. */
export const cancelLogin = endpoint({
  method: "DELETE",
  path: "/channel-logins/:loginId",
  summary: "Cancel a login",
  access: right("channels.configure"),
  status: 204,
  params: loginParams,
});

/**
 * Where the service sends the browser back to. Answers 303 to the page that shows how the login stands; a `state` that is forged, stale
 * or of another session leads to that page too, which says so, and changes nothing. Open, as the session may have ended meanwhile.
 */
export const returnFromLogin = endpoint({
  method: "GET",
  path: "/channel-logins/returns/:kind",
  summary: "Come back from a login",
  access: { kind: "public" },
  status: 303,
  params: kindParams,
  query: z.object({
    state: z.string().max(200).optional(),
    code: z.string().max(4_000).optional(),
    error: z.string().max(200).optional(),
  }),
  stream: true,
});

/** What whoever operates Wokfow has to set up at the service and here. */
export const loginSetup = z.object({
  /** Settings of this server that are not given yet. Never their values. */
  missing: z.array(z.string()),
  /** What is to be entered at the service; null while this server has no public address. */
  addresses: z
    .object({ callback: z.string(), webhook: z.string(), deauthorize: z.string(), dataDeletion: z.string() })
    .nullable(),
  /** What the webhook is to tell of, as the service names it. */
  webhookFields: z.array(z.string()),
});

/** What whoever operates Wokfow has to set up at the service and here. */
export type LoginSetup = z.output<typeof loginSetup>;

/** What is missing before anybody can log in, and the addresses to enter at the service. */
export const readLoginSetup = endpoint({
  method: "GET",
  path: "/channel-logins/setup/:kind",
  summary: "Read what a login needs to be set up",
  access: right("channels.configure"),
  status: 200,
  params: kindParams,
  answer: loginSetup,
});

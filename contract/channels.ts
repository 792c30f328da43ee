import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { displayName, id, moment } from "#contract/values.ts";

/** The kinds of channel that this version can connect. */
export const channelKinds = ["telegram", "whatsapp", "messenger"] as const;

/** The kind of a channel. */
export const channelKind = z.enum(channelKinds);

/** The kind of a channel. */
export type ChannelKind = z.output<typeof channelKind>;

/**
 * The state of a channel. CONNECTED only with proof younger than 60 s. DISCONNECTED heals by itself.
 * NEEDS_ACTION waits for a person. PAUSED was chosen by a person.
 */
export const channelStatus = z.enum(["CONNECTING", "CONNECTED", "DISCONNECTED", "NEEDS_ACTION", "PAUSED"]);

/** The state of a channel. */
export type ChannelStatus = z.output<typeof channelStatus>;

/**
 * Why a channel is not connected: a closed list, each with a sentence and a remedy on screen.
 * `token_refused`: the outside service no longer accepts the token. `token_unreadable`: the stored token was sealed with another
 * secret key than the server has now, as after a restored backup without it. `other_poller`: another program reads the same account.
 * `unreachable`: no connection to the outside service. `silent`: it accepts connections and does not answer.
 * `rate_limited`: it asked us to wait. `service_error`: it answered with an error of its own.
 * `stale`: no proof for 60 s, cause unknown.
 * Of a linked device: `logged_out`: the phone has removed this device. `replaced`: another program has taken over this very device.
 * `restricted`: the service has restricted or banned the account. `session_damaged`: the stored keys of the device cannot be read.
 * `server_unproven`: who answers does not prove to be the service. `outdated`: the service no longer speaks with this version.
 * Of an account that somebody has logged in for: `permission_lost`: a permission that it takes was taken back. `not_configured`: whoever
 * operates Wokfow has not given what it takes, or something that the service does not accept. `no_public_address`: the service delivers
 * to a public https address only, and Wokfow has none. `access_withdrawn`: whoever had logged in has taken Wokfow's access back there.
 * Of a service with one address for all accounts, which whoever operates Wokfow enters there: `webhook_missing`: it has none.
 * `webhook_elsewhere`: it has another one. `webhook_off`: it has turned that off. `webhook_fields`: it does not tell there all that is needed.
 */
export const channelReason = z.enum([
  "token_refused",
  "token_unreadable",
  "other_poller",
  "unreachable",
  "silent",
  "rate_limited",
  "service_error",
  "stale",
  "logged_out",
  "replaced",
  "restricted",
  "session_damaged",
  "server_unproven",
  "outdated",
  "permission_lost",
  "not_configured",
  "no_public_address",
  "access_withdrawn",
  "webhook_missing",
  "webhook_elsewhere",
  "webhook_off",
  "webhook_fields",
]);

/** Why a channel is not connected. */
export type ChannelReason = z.output<typeof channelReason>;

/** The evidence behind a status: what was asked, when, how long it took, and what it said in words ("getMe 84 ms, 0 updates waiting"). */
export const channelProof = z.object({
  checkedAt: moment,
  milliseconds: z.number().int(),
  summary: z.string(),
});

const mediaLimit = z.object({ maxBytes: z.number().int() });

/** What a kind of channel can do and where its limits are. Lengths in characters, sizes in bytes; null: it cannot send such a thing. */
export const channelCapabilities = z.object({
  /** How an account is connected: with a token, by linking this server to a phone, or by logging in at the service. */
  connectedBy: z.enum(["token", "link", "login"]),
  text: z.object({ maxLength: z.number().int() }),
  caption: z.object({ maxLength: z.number().int() }),
  photo: mediaLimit,
  document: mediaLimit,
  video: mediaLimit.nullable(),
  voice: mediaLimit.nullable(),
  reply: z.boolean(),
  /** Members can react to a message with an emoji. */
  reaction: z.boolean(),
  /** The customer sees that a member writes, and that their messages were read. */
  presence: z.boolean(),
  /** Members can write first, to a phone number that has not written to this channel. */
  firstContact: z.boolean(),
  /** What is sent is held back where it could cost the account: see `contract/sending-guards.ts`. */
  guarded: z.boolean(),
  /**
   * How long after the customer's last word they can be answered, in hours: freely, and then by a person only (null: not at all). Null
   * for kinds that know no such time.
   */
  answering: z.object({ freelyHours: z.number().int(), byPersonHours: z.number().int().nullable() }).nullable(),
});

/** What a kind of channel can do and where its limits are. */
export type ChannelCapabilities = z.output<typeof channelCapabilities>;

/** One connected account of an outside service. `name` is the workspace's own name for it, `account` the outside one (such as @shop_bot). */
export const channel = z.object({
  id,
  kind: channelKind,
  name: z.string(),
  account: z.string(),
  status: channelStatus,
  reason: channelReason.nullable(),
  statusSince: moment,
  /** When Wokfow tries again by itself, if that is known. */
  nextTryAt: moment.nullable(),
  proof: channelProof.nullable(),
  /** How messages arrive: asked for by us, delivered to our public address, or over a connection that stays open. */
  transport: z.enum(["polling", "webhook", "socket"]),
  ignoredGroupMessages: z.number().int(),
  /** By when somebody must have logged in at the service again; null where nobody need. */
  credentialsExpireAt: moment.nullable(),
  /** How far recent chats have been fetched, in whatever the service counts; null when nothing is under way. */
  sync: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
  capabilities: channelCapabilities,
  can: z.object({ configure: z.boolean() }),
});

/** One connected account of an outside service. */
export type Channel = z.output<typeof channel>;

const channelParams = z.object({ channelId: id });

/** What a person must provide to connect a channel: for Telegram the bot token from BotFather. Write-only. */
export const channelCredentials = z.object({
  token: z.string().trim().min(1, { error: "Paste the token." }).max(300, { error: "This is too long for a token." }),
});

/** All channels that are not removed, oldest first. */
export const listChannels = endpoint({
  method: "GET",
  path: "/channels",
  summary: "List the connected channels",
  access: right("channels.read"),
  status: 200,
  answer: z.object({ items: z.array(channel) }),
});

/**
 * Connects an account after the outside service has confirmed the credentials. Refused `malformed_token`, `token_refused`,
 * `unreachable`, `already_connected` (here), `connected_elsewhere` (another workspace, not named). A failure leaves nothing behind.
 */
export const connectChannel = endpoint({
  method: "POST",
  path: "/channels",
  summary: "Connect a channel",
  access: right("channels.configure"),
  status: 201,
  body: z.object({ kind: channelKind, credentials: channelCredentials }),
  answer: channel,
});

/** Renames a channel inside the workspace. */
export const renameChannel = endpoint({
  method: "PATCH",
  path: "/channels/:channelId",
  summary: "Rename a channel",
  access: right("channels.configure"),
  status: 200,
  params: channelParams,
  body: z.object({ name: displayName }),
  answer: channel,
});

/**
 * Removes a channel; its conversations stay. `stillLinked`: the phone that it was linked to could not be told. This server can no longer
 * use that link, and the phone lists it among its linked devices until a person removes it there.
 */
export const removeChannel = endpoint({
  method: "DELETE",
  path: "/channels/:channelId",
  summary: "Remove a channel; its conversations stay",
  access: right("channels.configure"),
  status: 200,
  params: channelParams,
  answer: z.object({ stillLinked: z.boolean() }),
});

/** Stops receiving and sending on purpose; what customers write meanwhile arrives after the pause as far as the service keeps it. */
export const pauseChannel = endpoint({
  method: "PUT",
  path: "/channels/:channelId/pause",
  summary: "Pause a channel",
  access: right("channels.configure"),
  status: 200,
  params: channelParams,
  answer: channel,
});

/** Ends a pause. */
export const resumeChannel = endpoint({
  method: "DELETE",
  path: "/channels/:channelId/pause",
  summary: "Resume a paused channel",
  access: right("channels.configure"),
  status: 200,
  params: channelParams,
  answer: channel,
});

/** Asks the outside service now and answers with fresh evidence, within 5 s. */
export const probeChannel = endpoint({
  method: "POST",
  path: "/channels/:channelId/probe",
  summary: "Refresh a channel's status",
  access: right("channels.read"),
  status: 200,
  params: channelParams,
  answer: channel,
});

/**
 * Asks the phone behind a channel for what was said in its recent chats before their oldest message here, at most 30 days back. Answers
 * once it is asked; `sync` of the channel tells how far that has come. Refused `not_possible` for kinds that keep no history,
 * `channel_disconnected` while the phone cannot be asked.
 */
export const fetchHistory = endpoint({
  method: "POST",
  path: "/channels/:channelId/history",
  summary: "Fetch recent chats",
  access: right("channels.configure"),
  status: 204,
  params: channelParams,
});

/** Connects again with new credentials for the same account. Refused as `connectChannel`, and `other_account` when they belong to another account. */
export const reconnectChannel = endpoint({
  method: "PUT",
  path: "/channels/:channelId/credentials",
  summary: "Reconnect a channel with new credentials",
  access: right("channels.configure"),
  status: 200,
  params: channelParams,
  body: z.object({ credentials: channelCredentials }),
  answer: channel,
});

/**
 * Where an outside service that knows one address for all accounts asks whether that is ours. Answers its challenge as text; refused 403
 * without the word that the operator has agreed with it (for Facebook: `hub.mode`, `hub.verify_token`, `hub.challenge`).
 */
export const verifyInlet = endpoint({
  method: "GET",
  path: "/webhooks/:kind",
  summary: "Prove to an outside service that the address of its deliveries is ours",
  access: { kind: "provider" },
  status: 200,
  params: z.object({ kind: channelKind }),
  stream: true,
});

/**
 * Where such a service delivers for all accounts. Its signature is checked over the bytes as they came; answered once everything for accounts
 * that are connected here is committed, and 503 when anything of it could not be.
 */
export const receiveInlet = endpoint({
  method: "POST",
  path: "/webhooks/:kind",
  summary: "Receive updates of all accounts from an outside service",
  access: { kind: "provider" },
  status: 200,
  params: z.object({ kind: channelKind }),
});

/** Where an outside service delivers updates. The path's secret and the service's own signature are both checked; nothing is answered before the commit. */
export const receiveWebhook = endpoint({
  method: "POST",
  path: "/webhooks/:kind/:webhookKey",
  summary: "Receive updates from an outside service",
  access: { kind: "provider" },
  status: 200,
  params: z.object({ kind: channelKind, webhookKey: z.string().max(100) }),
});

import type { ChannelReason, ChannelStatus } from "#contract/channels.ts";
import type { Meaning } from "#web/design/meaning.ts";

/** The colour of each status. */
export const statusMeanings: Readonly<Record<ChannelStatus, Meaning>> = {
  CONNECTING: "quiet",
  CONNECTED: "good",
  DISCONNECTED: "attention",
  NEEDS_ACTION: "bad",
  PAUSED: "quiet",
};

/** The word of each status as people read it. */
export const statusWords: Readonly<Record<ChannelStatus, string>> = {
  CONNECTING: "CONNECTING",
  CONNECTED: "CONNECTED",
  DISCONNECTED: "DISCONNECTED",
  NEEDS_ACTION: "NEEDS ACTION",
  PAUSED: "PAUSED",
};

/** What happened to a channel and what to do, by its reason; `service` is the outside service. */
export const reasonSentences: Readonly<Record<ChannelReason, (service: string) => string>> = {
  token_refused: (service) =>
    `${service} no longer accepts what this channel was connected with. Connect it again; the conversations stay.`,
  token_unreadable: () =>
    "This server’s secret key has changed, so it can no longer open what this channel was connected with. Connect it again.",
  other_poller: (service) =>
    `Another program takes the messages of this account, and ${service} gives them to one only. Stop the other one; this heals by itself then.`,
  unreachable: (service) =>
    `${service} cannot be reached from this server. It is tried again all the time; check the server’s network if it lasts.`,
  silent: (service) => `${service} takes calls but does not answer. It is tried again all the time.`,
  rate_limited: (service) => `${service} has asked to wait. It goes on by itself after that.`,
  service_error: (service) => `${service} answers with an error of its own. It is tried again all the time.`,
  stale: () => "There has been no proof for a minute, and the cause is not known. Refresh the status to ask now.",
  logged_out: (service) =>
    `${service} has logged this device out, on the phone or by itself. Scan again to go on; the conversations stay.`,
  replaced: (service) =>
    `Another program uses this very link, and ${service} lets only one of them in. It is tried again every minute; end the other program, or scan again for a link of its own.`,
  restricted: (service) =>
    `${service} has restricted or banned this account. Open ${service} yourself to see why and to ask for a review; when it is free again, try again here.`,
  session_damaged: () =>
    "The stored keys of this link cannot be read, so it is not used any more. Scan again to make a new one; the conversations stay.",
  server_unproven: (service) =>
    `Who answers in place of ${service} cannot prove to be it, so nothing is sent there. Check what stands between this server and the internet, such as a proxy; then refresh the status.`,
  outdated: (service) =>
    `${service} no longer speaks with this version of Wokfow. Whoever operates Wokfow has to update it; then refresh the status. The link and the conversations stay.`,
  permission_lost: (service) =>
    `${service} no longer lets Wokfow act for this account: a permission was taken back, or whoever connected it has lost their role there. Log in again and leave every permission ticked; the conversations stay.`,
  not_configured: (service) =>
    `What this server knows of its app for ${service} is missing or not accepted there. Whoever operates Wokfow has to look at its settings; then refresh the status.`,
  no_public_address: (service) =>
    `${service} delivers to a public https address only, and this server has none. Whoever operates Wokfow has to set PUBLIC_URL; then refresh the status.`,
  access_withdrawn: (service) =>
    `Whoever connected this account has taken Wokfow’s access back at ${service}. Log in again, as the same person or another who looks after the account; the conversations stay.`,
  webhook_missing: (service) =>
    `${service} has no address for what customers write: the app of this server has no webhook there. Whoever operates Wokfow has to enter this server’s in the app’s dashboard; then refresh the status.`,
  webhook_elsewhere: (service) =>
    `${service} delivers what customers write to another address than this server’s. Whoever operates Wokfow has to enter this server’s as the webhook in the app’s dashboard; then refresh the status.`,
  webhook_off: (service) =>
    `${service} has turned the webhook of this server’s app off, as it does after many failures. Whoever operates Wokfow has to save it again in the app’s dashboard; then refresh the status.`,
  webhook_fields: (service) =>
    `${service} does not tell this server everything: fields of the webhook are not ticked in the app’s dashboard. Whoever operates Wokfow has to tick them there; then refresh the status.`,
};

/** What is mended by entering the webhook at the service, with exactly its address and fields. */
export const webhookReasons: ReadonlySet<ChannelReason> = new Set([
  "webhook_missing",
  "webhook_elsewhere",
  "webhook_off",
  "webhook_fields",
]);

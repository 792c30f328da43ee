import type { ChannelReason } from "#contract/channels.ts";

/** Each reason in a few words, for lists of what has been. */
export const reasonNames: Readonly<Record<ChannelReason, string>> = {
  token_refused: "credentials no longer accepted",
  token_unreadable: "credentials could not be opened",
  other_poller: "another program took the messages",
  unreachable: "service out of reach",
  silent: "service did not answer",
  rate_limited: "service asked to wait",
  service_error: "error of the service",
  stale: "nobody looked, or the cause is not known",
  logged_out: "logged out by the phone",
  replaced: "another program used the link",
  restricted: "number restricted",
  session_damaged: "stored keys damaged",
  server_unproven: "server did not prove who it is",
  permission_lost: "permission lost at the service",
  access_withdrawn: "access withdrawn at the service",
  not_configured: "settings missing on this server",
  no_public_address: "server had no public address",
  webhook_missing: "no webhook at the service",
  webhook_elsewhere: "service delivered to another address",
  webhook_off: "webhook turned off at the service",
  webhook_fields: "webhook lacked fields at the service",
  outdated: "version no longer accepted",
};

import type { Channel, ChannelReason } from "#contract/channels.ts";

/**
 * What a person can do about a channel that is not connected. `reconnect`: connect the same account again. `ask`: ask the service now.
 * `begin anew`: what it was connected with still holds, and is tried once more. `resume`: end a pause.
 */
export type Remedy = "reconnect" | "ask" | "begin anew" | "resume";

/** What can be done about each reason; null where it heals by itself and nobody can hurry it. */
const remedies: Readonly<Record<ChannelReason, Remedy | null>> = {
  token_refused: "reconnect",
  token_unreadable: "reconnect",
  other_poller: null,
  unreachable: null,
  silent: null,
  rate_limited: null,
  service_error: null,
  stale: "ask",
  logged_out: "reconnect",
  // A link of its own parts from the other program.
  replaced: "reconnect",
  restricted: "begin anew",
  session_damaged: "reconnect",
  server_unproven: "ask",
  outdated: "ask",
  permission_lost: "reconnect",
  not_configured: "ask",
  no_public_address: "ask",
  access_withdrawn: "reconnect",
  webhook_missing: "ask",
  webhook_elsewhere: "ask",
  webhook_off: "ask",
  webhook_fields: "ask",
};

/** What a person can do about a channel as it stands; null while nobody need, or can. */
export function remedyOf({ status, reason }: Pick<Channel, "status" | "reason">): Remedy | null {
  if (status === "PAUSED") return "resume";
  if (status === "CONNECTED" || status === "CONNECTING") return null;
  if (reason) return remedies[reason];
  return status === "NEEDS_ACTION" ? "reconnect" : null;
}

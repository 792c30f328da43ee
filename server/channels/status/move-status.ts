import type { ChannelReason, ChannelStatus } from "#contract/channels.ts";

/** What a channel's status is and why. */
export interface Standing {
  readonly status: ChannelStatus;
  readonly reason: ChannelReason | null;
}

/**
 * What moves a status. `proven` by the `line` that receives, or by a `question` asked beside it, which counts only while some
 * process holds the line. `failed`: evidence of the contrary. The rest is what people do.
 */
export type StatusEvent =
  | { readonly kind: "proven"; readonly by: "line" | "question"; readonly held: boolean }
  | { readonly kind: "failed"; readonly reason: ChannelReason }
  | { readonly kind: "paused" }
  | { readonly kind: "resumed" }
  | { readonly kind: "reconnected" };

const connecting: Standing = { status: "CONNECTING", reason: null };

/** The one state machine of a channel: its next status. */
export function moveStatus(current: Standing, event: StatusEvent): Standing {
  if (event.kind === "paused") return { status: "PAUSED", reason: null };
  if (event.kind === "resumed") return current.status === "PAUSED" ? connecting : current;
  // What a connection that is just being stopped still reports changes nothing.
  if (current.status === "PAUSED") return current;
  if (event.kind === "reconnected") return connecting;
  return event.kind === "proven" ? prove(current, event) : fail(current, event.reason);
}

function prove(current: Standing, { by, held }: Extract<StatusEvent, { kind: "proven" }>): Standing {
  if (by === "line") return { status: "CONNECTED", reason: null };
  // Somebody else may still be reading the account: only the line itself can tell that they stopped.
  if (current.reason === "other_poller" || current.reason === "replaced") return current;
  return held ? { status: "CONNECTED", reason: null } : { status: "DISCONNECTED", reason: "stale" };
}

/** What only a person can mend; the rest heals by itself. */
const forPeople: ReadonlySet<ChannelReason> = new Set([
  "token_refused",
  "token_unreadable",
  "logged_out",
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

function fail(current: Standing, reason: ChannelReason): Standing {
  // Why the service refuses what was taken back is known already.
  if (current.reason === "access_withdrawn" && reason === "token_refused") return current;
  // Once may be chance; a program that takes over again and again has to be found and stopped.
  const isContested = reason === "replaced" && current.reason === "replaced";
  if (forPeople.has(reason) || isContested) return { status: "NEEDS_ACTION", reason };
  // A token that does not work stays the thing to mend, also when the service is out of reach meanwhile.
  return current.status === "NEEDS_ACTION" ? current : { status: "DISCONNECTED", reason };
}

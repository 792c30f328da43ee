import type { LinkFailure } from "#contract/channel-links.ts";

/** How far a link had come when its socket closed. */
export interface LinkProgress {
  /** The server has sent its first word, so it has proven who it is. */
  readonly proven: boolean;
}

const codesUsedUp = "QR refs attempts ended";
// Baileys' own words for a certificate that does not hold, and OpenSSL's where the keys do not fit each other.
const notProven = /certificate|certification|authenticate data|bad decrypt|invalid (?:public )?key/i;

/** Why a socket closed before a phone was linked, by the error that Baileys closed it with. */
export function linkFailureOf(error: Error | undefined, { proven }: LinkProgress): LinkFailure {
  if (!error) return "unreachable";
  if (error.message === codesUsedUp) return "no_scan";
  if (!proven && notProven.test(error.message)) return "server_unproven";
  if (/timed out/i.test(error.message)) return "silent";
  if (/^WebSocket Error|^Connection (?:Closed|Terminated|was lost)/i.test(error.message)) return "unreachable";
  return "service_error";
}

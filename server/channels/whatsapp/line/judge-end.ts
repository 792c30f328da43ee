import type { ChannelReason } from "#contract/channels.ts";

/** How a socket to WhatsApp ended: the code of Baileys' DisconnectReason and its words. */
export interface SocketEnd {
  readonly code: number;
  readonly words: string;
  /** The server had proven who it is. */
  readonly proven: boolean;
}

/**
 * What the end of a connection means. `again`: when the next attempt is made; `never` waits for a person. `forget`: the device exists no
 * more for WhatsApp, so its keys are worth nothing.
 */
export interface EndVerdict {
  readonly reason: ChannelReason;
  readonly again: "at once" | "soon" | "after a takeover" | "seldom" | "never";
  readonly forget?: true;
}

/** What Baileys says of a certificate that does not hold, and OpenSSL where the keys of the handshake do not fit each other. */
const unproven = /certificate|certification|authenticate data|bad decrypt|invalid (?:public )?key/i;

const verdicts: Readonly<Record<number, EndVerdict>> = {
  // The ordinary end of the connection on which a phone was linked, and of others now and then.
  515: { reason: "unreachable", again: "at once" },
  440: { reason: "replaced", again: "after a takeover" },
  401: { reason: "logged_out", again: "never", forget: true },
  402: { reason: "restricted", again: "never" },
  403: { reason: "restricted", again: "never" },
  405: { reason: "outdated", again: "seldom" },
  409: { reason: "outdated", again: "seldom" },
  411: { reason: "outdated", again: "seldom" },
  428: { reason: "unreachable", again: "soon" },
};

/** Judges the end of a connection. What is not known is an error of the service and tried again. */
export function judgeEnd({ code, words, proven }: SocketEnd): EndVerdict {
  if (!proven && unproven.test(words)) return { reason: "server_unproven", again: "seldom" };
  if (code === 408) return { reason: isAway(words) ? "unreachable" : "silent", again: "soon" };
  return verdicts[code] ?? { reason: "service_error", again: "soon" };
}

/** Nobody took the connection. Who takes it and never opens the line on it is there, and silent. */
function isAway(words: string): boolean {
  return /^WebSocket Error/.test(words);
}

import type { BinaryNode } from "baileys";
import type { CloseCode } from "../faults.ts";

/** The stanza with which the server ends a connection that is open, so that Baileys reads this code out of it. */
export function lastStanza(code: CloseCode): BinaryNode {
  switch (code) {
    case 401:
      return streamError({ code: "401" }, { tag: "conflict", attrs: { type: "device_removed" } });
    case 403:
      return { tag: "failure", attrs: { reason: "403", location: "atn" } };
    case 411:
      return { tag: "ib", attrs: {}, content: [{ tag: "downgrade_webclient", attrs: {} }] };
    case 428:
      return { tag: "xmlstreamend", attrs: {} };
    case 440:
      return streamError({}, { tag: "conflict", attrs: { type: "replaced" } });
    default:
      return streamError({ code: String(code) });
  }
}

function streamError(attrs: Record<string, string>, reason?: BinaryNode): BinaryNode {
  return { tag: "stream:error", attrs, ...(reason ? { content: [reason] } : {}) };
}

import type { ChannelReason } from "#contract/channels.ts";
import type { ProbeResult } from "#server/channels/adapter.ts";
import type { GraphFailure, GraphRefusal } from "#server/channels/messenger/graph-answer.ts";

type FailedProbe = Extract<ProbeResult, { outcome: "failed" }>;

// What is limited without a word about for how long; the limits count by the hour and give way bit by bit.
const usualWaitSeconds = 60;

/** What a failed call says about the page's channel as a whole. */
export function judgeFailure(failure: GraphFailure): FailedProbe {
  if (failure.kind === "refused") return judgeRefusal(failure);
  return { outcome: "failed", reason: reasonOf(failure.kind) };
}

function reasonOf(kind: Exclude<GraphFailure["kind"], "refused">): ChannelReason {
  if (kind === "silent") return "silent";
  return kind === "broken" || kind === "unreadable" ? "service_error" : "unreachable";
}

function judgeRefusal(refusal: GraphRefusal): FailedProbe {
  if (isRateLimit(refusal)) {
    return { outcome: "failed", reason: "rate_limited", retryAfter: refusal.waitSeconds || usualWaitSeconds };
  }
  return { outcome: "failed", reason: reasonOfCode(refusal) };
}

/**
 * developers.facebook.com/docs/graph-api/guides/error-handling and /docs/messenger-platform/error-codes. 102 and 190: the token has ended
 * or was revoked. 10, 3 and 200 to 299: a permission was taken back. 100 with 33: the page is gone, or hidden from this login.
 */
function reasonOfCode({ code, subcode, message }: GraphRefusal): ChannelReason {
  if (code === 190 || code === 102) return "token_refused";
  if (code === 100 && /appsecret_proof/.test(message)) return "not_configured";
  if (code === 3 || code === 10 || (code >= 200 && code <= 299)) return "permission_lost";
  if (code === 100 && subcode === 33) return "permission_lost";
  return code === 368 ? "restricted" : "service_error";
}

// 4: the app, 17 a person, 32 a page, 613 a single kind of call, 80000 to 80014 a business use case:
// developers.facebook.com/docs/graph-api/overview/rate-limiting.
const limits: ReadonlySet<number> = new Set([4, 17, 32, 341, 613, 80000, 80001, 80002, 80006, 80014]);

/** Whether it was refused because there were too many calls. */
export function isRateLimit({ code }: GraphRefusal): boolean {
  return limits.has(code);
}

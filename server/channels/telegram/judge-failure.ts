import type { ChannelReason } from "#contract/channels.ts";
import type { ProbeResult } from "#server/channels/adapter.ts";
import type { Failure } from "#server/channels/telegram/call-telegram.ts";

/** What a failed call says about the channel as a whole. */
export function judgeFailure(failure: Failure): Extract<ProbeResult, { outcome: "failed" }> {
  if (failure.kind !== "refused") {
    return { outcome: "failed", reason: failure.kind === "silent" ? "silent" : "unreachable" };
  }
  const { code, retryAfter } = failure;
  if (code === 429) return { outcome: "failed", reason: "rate_limited", retryAfter };
  return { outcome: "failed", reason: reasonOf(code) };
}

// 401: the token is revoked; 404: the form of the token is not even known (core.telegram.org/bots/api#making-requests).
function reasonOf(code: number): ChannelReason {
  if (code === 401 || code === 404) return "token_refused";
  return code === 409 ? "other_poller" : "service_error";
}

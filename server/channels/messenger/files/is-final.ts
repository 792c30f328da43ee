import type { GraphFailure } from "#server/channels/messenger/graph-answer.ts";
import { isRateLimit, judgeFailure } from "#server/channels/messenger/judge-failure.ts";

/**
 * Whether asking again would be answered the same: no such thing, or it is not for us. A token that has ended is renewed by a person, and
 * what is limited or broken passes.
 */
export function isFinal(failure: GraphFailure): boolean {
  if (failure.kind !== "refused" || failure.isTransient || isRateLimit(failure)) return false;
  if (failure.code === 1 || failure.code === 2) return false;
  const { reason } = judgeFailure(failure);
  return reason !== "token_refused" && reason !== "not_configured";
}

import type { ProbeResult } from "#server/channels/adapter.ts";
import { debugToken, type TokenFacts } from "#server/channels/messenger/debug-token.ts";
import type { GraphAnswer } from "#server/channels/messenger/graph-answer.ts";
import { judgeFailure } from "#server/channels/messenger/judge-failure.ts";
import { workingPermissions } from "#server/channels/messenger/login/permissions.ts";
import type { PageAccess } from "#server/channels/messenger/page-access.ts";
import { subscribePage } from "#server/channels/messenger/subscribe-page.ts";

/**
 * Asks now whether the token holds with all it needs, and whether the page delivers to the app; where that was dropped it is subscribed
 * again.
 */
export async function probePage(
  access: PageAccess,
  timeoutMilliseconds: number,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const [delivery, token] = await Promise.all([
    subscribePage(access, timeoutMilliseconds, signal),
    debugToken(access.line, access.pageToken, timeoutMilliseconds, signal),
  ]);
  if (delivery.outcome === "failed") return delivery;
  const trouble = troubleOf(token);
  if (trouble) return trouble;
  return token.ok ? { ...delivery, expiresAt: token.result.expiresAt } : delivery;
}

/** Whether the token lets nothing more be sent or received; an answer that did not come says nothing beside one that did. */
export function troubleOf(token: GraphAnswer<TokenFacts>): Extract<ProbeResult, { outcome: "failed" }> | null {
  if (!token.ok) {
    const judged = judgeFailure(token.failure);
    // The app itself was refused: what the settings say of it is wrong.
    return judged.reason === "token_refused" ? { outcome: "failed", reason: "not_configured" } : null;
  }
  if (!token.result.isValid) return { outcome: "failed", reason: "token_refused" };
  const isMissing = workingPermissions.some((scope) => !token.result.scopes.has(scope));
  return isMissing ? { outcome: "failed", reason: "permission_lost" } : null;
}

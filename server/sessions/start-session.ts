import type { Transaction, Visit } from "#server/context.ts";
import { identityIn } from "#server/sessions/identity.ts";
import { hashOfToken, newSessionToken } from "#server/sessions/session-token.ts";
import { after, idleTimeoutSeconds } from "#server/sessions/timeouts.ts";

/** Starts a session of a member, always under a new token, which is returned and stored nowhere. */
export async function startSession(
  tx: Transaction,
  { personId, memberId, visit }: { personId: string; memberId: string; visit: Visit },
): Promise<string> {
  const token = newSessionToken();
  const now = tx.clock.now();
  const identity = await identityIn(tx.db);
  const session = {
    token: hashOfToken(token),
    workspaceId: tx.workspaceId,
    memberId,
    ipAddress: visit.address,
    userAgent: visit.userAgent,
    createdAt: now,
    updatedAt: now,
    expiresAt: after(now, idleTimeoutSeconds),
  };
  await identity.createSession(personId, false, session, true);
  return token;
}

import { recordAudit } from "#server/audit/record.ts";
import type { Transaction, Visit } from "#server/context.ts";
import { accessActor } from "#server/members/access.ts";
import { joinWorkspace } from "#server/members/join-workspace.ts";
import { hashOfToken } from "#server/platform/secrets/hash-of-token.ts";
import { identityIn } from "#server/sessions/identity.ts";
import { contextIn, type SignInParts } from "#server/sessions/open-sign-in.ts";
import { signInTables } from "#server/sessions/queries.ts";
import { newSessionToken } from "#server/sessions/session-token.ts";
import type { Started } from "#server/sessions/sign-up.ts";
import { after, idleTimeoutSeconds } from "#server/sessions/timeouts.ts";

/** Whose session begins, and from where. */
interface Entry {
  readonly personId: string;
  readonly memberId: string;
  readonly visit: Visit;
}

/** Lets a person in as a member of the transaction's workspace: whoever was invited has come with their first session. */
export async function enterAs(tx: Transaction, parts: SignInParts, entry: Entry): Promise<Started> {
  const { personId, memberId, visit } = entry;
  const actor = await accessActor(tx, memberId);
  await recordAudit(tx, { action: "session.started", subject: { kind: "member", id: memberId }, memberId });
  await joinWorkspace(tx, memberId);
  const token = await startSession(tx, entry);
  return { token, personId, context: contextIn(parts, tx.workspaceId, { ...actor, visit }) };
}

/** Starts a session of a member, always under a new token, which is returned and stored nowhere. */
export async function startSession(tx: Transaction, { personId, memberId, visit }: Entry): Promise<string> {
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
  const person = signInTables(tx).updateTable("people").where("id", "=", personId);
  await person.set({ last_workspace_id: tx.workspaceId }).execute();
  return token;
}

import type { Transaction } from "#server/context.ts";
import { hashOfToken } from "#server/platform/secrets/hash-of-token.ts";
import { signInTables } from "#server/sessions/queries.ts";
import { newSessionToken } from "#server/sessions/session-token.ts";
import { after } from "#server/sessions/timeouts.ts";

/** For whom a link is, and what it opens: the choice of a password as an awaited member, or of a new one. */
export interface NewLink {
  readonly personId: string;
  readonly email: string;
  readonly purpose: "invitation" | "password_reset";
  /** The member who is awaited, in the transaction's workspace. */
  readonly memberId?: string;
}

const lifetimeSeconds = { invitation: 72 * 60 * 60, password_reset: 30 * 60 };

/** Makes a link that is good once, for a limited time and this address alone. Returns its token, which is stored nowhere. */
export async function createLink(tx: Transaction, { personId, email, purpose, memberId }: NewLink): Promise<string> {
  const token = newSessionToken();
  const now = tx.clock.now();
  const row = {
    token_hash: hashOfToken(token),
    purpose,
    person_id: personId,
    email,
    invited_to: memberId ? tx.workspaceId : null,
    member_id: memberId ?? null,
    created_at: now,
    expires_at: after(now, lifetimeSeconds[purpose]),
  };
  await signInTables(tx).insertInto("sign_in_links").values(row).execute();
  return token;
}

/** Takes back a link that did not reach its reader. */
export async function dropLink(tx: Transaction, token: string): Promise<void> {
  await signInTables(tx).deleteFrom("sign_in_links").where("token_hash", "=", hashOfToken(token)).execute();
}

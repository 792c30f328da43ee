import type { Transaction } from "#server/context.ts";
import { signedOut } from "#server/platform/errors/refusal.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { signInTables } from "#server/sessions/queries.ts";

/**
 * Keeps the session of a request, and the password behind it, until the transaction ends. Somebody who is to be shut out may have
 * requests under way, and what they make now would outlive their session. Refused `signed_out` when it has ended since.
 */
export async function holdSession(tx: Transaction, caller: Pick<Caller, "personId" | "sessionId">): Promise<void> {
  await holdCredential(tx, caller.personId);
  const session = signInTables(tx).selectFrom("sessions").select("id").where("id", "=", caller.sessionId);
  if (!(await session.forKeyShare().executeTakeFirst())) throw signedOut();
}

/** Makes those wait who change the password of a person, too. All take it first, so that two never wait for each other. */
export async function holdCredential(tx: Transaction, personId: string): Promise<void> {
  const credential = signInTables(tx).selectFrom("credentials").select("id").where("person_id", "=", personId);
  await credential.where("provider", "=", "credential").forNoKeyUpdate().execute();
}

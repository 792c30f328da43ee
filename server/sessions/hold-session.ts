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

/** The same for all who sign in with these addresses, in one order: two that hold some of the same people do not wait for each other. */
export async function holdCredentialsOf(tx: Transaction, emails: readonly string[]): Promise<void> {
  if (emails.length === 0) return;
  await signInTables(tx)
    .selectFrom("credentials")
    .innerJoin("people", "people.id", "credentials.person_id")
    .select("credentials.id")
    .where("people.email", "in", emails)
    .where("provider", "=", "credential")
    .orderBy("credentials.person_id")
    .forNoKeyUpdate("credentials")
    .execute();
}

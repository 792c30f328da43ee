import type { Transaction } from "#server/context.ts";
import { emailTaken, isEmailTaken } from "#server/sessions/email-taken.ts";
import { identityIn } from "#server/sessions/identity.ts";
import { signInTables } from "#server/sessions/queries.ts";

const source = { method: "email-password" as const };

/** Somebody who is to sign in. The password is `temporary` when somebody else made it. */
interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly temporary?: boolean;
}

/** Adds somebody who can sign in, and returns their identifier. Refused `email_taken`. */
export async function addPerson(
  tx: Transaction,
  { name, email, passwordHash, temporary = false }: NewPerson,
): Promise<string> {
  const identity = await identityIn(tx.db);
  const written = { createdAt: tx.clock.now(), updatedAt: tx.clock.now() };
  try {
    const person = await identity.createUser({ name, email, emailVerified: false, ...written }, source);
    const credential = { userId: person.id, providerId: "credential", accountId: person.id, password: passwordHash };
    await identity.linkAccount({ ...credential, ...written });
    if (temporary) await requireOwnPassword(tx, person.id);
    return person.id;
  } catch (reason) {
    throw isEmailTaken(reason) ? emailTaken() : reason;
  }
}

async function requireOwnPassword(tx: Transaction, personId: string): Promise<void> {
  const person = signInTables(tx).updateTable("people").where("id", "=", personId);
  await person.set({ must_choose_password: true }).execute();
}

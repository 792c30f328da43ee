import type { Transaction } from "#server/context.ts";
import { emailTaken, isEmailTaken } from "#server/sessions/email-taken.ts";
import { identityIn } from "#server/sessions/identity.ts";

const source = { method: "email-password" as const };

/** Adds somebody who can sign in, and returns their identifier. Refused `email_taken`. */
export async function addPerson(
  tx: Transaction,
  { name, email, passwordHash }: { name: string; email: string; passwordHash: string },
): Promise<string> {
  const identity = await identityIn(tx.db);
  const written = { createdAt: tx.clock.now(), updatedAt: tx.clock.now() };
  try {
    const person = await identity.createUser({ name, email, emailVerified: false, ...written }, source);
    const credential = { userId: person.id, providerId: "credential", accountId: person.id, password: passwordHash };
    await identity.linkAccount({ ...credential, ...written });
    return person.id;
  } catch (reason) {
    throw isEmailTaken(reason) ? emailTaken() : reason;
  }
}

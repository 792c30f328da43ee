import type { Transaction } from "#server/context.ts";
import { signInTables } from "#server/sessions/queries.ts";

/** Whether a person has a password that nobody else made; it stays so until the transaction ends. */
export async function hasOwnPassword(tx: Transaction, personId: string): Promise<boolean> {
  const person = signInTables(tx).selectFrom("people").select("must_choose_password").where("id", "=", personId);
  const held = await person.forUpdate().executeTakeFirst();
  return held?.must_choose_password === false;
}

import type { Transaction } from "#server/context.ts";
import { endEverywhere } from "#server/sessions/end-everywhere.ts";
import { identityIn } from "#server/sessions/identity.ts";
import { forgetLinks, signInTables } from "#server/sessions/queries.ts";

/**
 * Gives a person a password that somebody else made: it opens nothing but the choice of an own one. All their sessions end, and
 * links that were sent to them before are good no more.
 */
export async function giveTemporaryPassword(tx: Transaction, personId: string, passwordHash: string): Promise<void> {
  await writePassword(tx, { personId, passwordHash, temporary: true });
  await endEverywhere(tx, { personId, allBut: null });
}

/** Writes a person's new password, and whether they must choose another before anything else. */
export async function writePassword(
  tx: Transaction,
  { personId, passwordHash, temporary }: { personId: string; passwordHash: string; temporary: boolean },
): Promise<void> {
  const identity = await identityIn(tx.db);
  await identity.updatePassword(personId, passwordHash);
  const people = signInTables(tx).updateTable("people").where("id", "=", personId);
  await people.set({ must_choose_password: temporary }).execute();
  await forgetLinks(tx, personId);
}

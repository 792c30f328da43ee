import { read, type Transaction } from "#server/context.ts";
import { selectWorksElsewhere } from "#server/members/directory/queries.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { addPerson } from "#server/sessions/add-person.ts";
import { giveTemporaryPassword } from "#server/sessions/give-password.ts";
import { hasOwnPassword } from "#server/sessions/has-own-password.ts";
import { holdCredential } from "#server/sessions/hold-session.ts";

/** Who is invited, and whether they sign in with a password that they have. */
export interface ToInvite {
  readonly personId: string;
  readonly keepsPassword: boolean;
}

/**
 * The person behind an address. Whoever has a password of their own keeps it; others get the one that was made for them. Somebody whom
 * another workspace awaits is refused `awaited_elsewhere`: who made their password there could open this workspace with it, too.
 */
export async function personToInvite(
  tx: Transaction,
  known: string | null,
  person: { name: string; email: string; passwordHash: string },
): Promise<ToInvite> {
  if (known === null) return { personId: await addAwaited(tx, person), keepsPassword: false };
  // Held by the caller already, but for somebody who began to use the address since.
  await holdCredential(tx, known);
  if (await hasOwnPassword(tx, known)) return { personId: known, keepsPassword: true };
  const [found] = await read(tx, selectWorksElsewhere(tx, known));
  if (found?.elsewhere) throw awaitedElsewhere();
  await giveTemporaryPassword(tx, known, person.passwordHash);
  return { personId: known, keepsPassword: false };
}

async function addAwaited(tx: Transaction, person: { name: string; email: string; passwordHash: string }) {
  return addPerson(tx, { ...person, temporary: true }).catch((reason: unknown) => {
    throw reason instanceof Refusal && reason.code === "email_taken" ? takenMeanwhile() : reason;
  });
}

function awaitedElsewhere(): Refusal {
  const message =
    "Another workspace has invited this address, and they have not signed in yet. Invite them again once they have.";
  return new Refusal(409, "awaited_elsewhere", message, { fields: [{ path: "email", message }] });
}

/** Between looking and writing somebody else was quicker, here or in another workspace. */
function takenMeanwhile(): Refusal {
  const message = "Somebody began to use this address at this very moment. Invite them again.";
  return new Refusal(409, "email_taken", message, { fields: [{ path: "email", message }] });
}

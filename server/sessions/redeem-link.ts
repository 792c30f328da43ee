import { recordAudit } from "#server/audit/record.ts";
import { type Transaction, transact, type Visit } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";
import { accessLink, linkEnded, type OpenLink } from "#server/sessions/access-link.ts";
import { endEverywhere } from "#server/sessions/end-everywhere.ts";
import { writePassword } from "#server/sessions/give-password.ts";
import { holdCredential } from "#server/sessions/hold-session.ts";
import { contextIn, type SignIn } from "#server/sessions/open-sign-in.ts";
import { signInTables } from "#server/sessions/queries.ts";
import { refuseCommonPassword } from "#server/sessions/refuse-common-password.ts";
import type { Started } from "#server/sessions/sign-up.ts";
import { enterAs } from "#server/sessions/start-session.ts";

/**
 * Chooses a password by a link and signs its reader in; all sessions that began with the former password end. That they hold the
 * link proves the address. Refused `link_ended`, `common_password`.
 */
export async function redeemLink(
  desk: SignIn,
  visit: Visit,
  { token, newPassword }: { token: string; newPassword: string },
): Promise<Started> {
  const link = await accessLink(desk, token);
  await refuseCommonPassword("newPassword", newPassword, link.email);
  const passwordHash = await desk.passwords.hash(newPassword);
  const { workspace_id, member_id: memberId } = link.membership;
  return transact(contextIn(desk, workspace_id, { kind: "system", visit }), async (tx) => {
    await holdCredential(tx, link.personId);
    await useUp(tx, link);
    await writePassword(tx, { personId: link.personId, passwordHash, temporary: false });
    await announce(tx, { kind: "password.changed", subjectId: memberId });
    const action = link.purpose === "invitation" ? "password.changed" : "password.reset";
    await recordAudit(tx, { action, subject: { kind: "member", id: memberId }, memberId });
    await endEverywhere(tx, { personId: link.personId, allBut: null });
    return enterAs(tx, desk, { personId: link.personId, memberId, visit });
  });
}

/** Of two readers at once, the database lets the first through. */
async function useUp(tx: Transaction, { tokenHash, personId, email }: OpenLink): Promise<void> {
  const now = tx.clock.now();
  const unused = signInTables(tx).updateTable("sign_in_links").set({ used_at: now }).where("used_at", "is", null);
  const used = await unused.where("token_hash", "=", tokenHash).returning("person_id").executeTakeFirst();
  if (!used) throw linkEnded();
  const person = signInTables(tx).updateTable("people").where("id", "=", personId).where("email", "=", email);
  const verified = await person.set({ email_verified: true }).returning("id").executeTakeFirst();
  if (!verified) throw linkEnded();
}

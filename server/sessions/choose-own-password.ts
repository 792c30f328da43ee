import { recordAudit } from "#server/audit/record.ts";
import { type Context, read, type Transaction, transact } from "#server/context.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";
import { announceAccessChange } from "#server/platform/events/announce-access-change.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { endEverywhere } from "#server/sessions/end-everywhere.ts";
import { writePassword } from "#server/sessions/give-password.ts";
import { holdSession } from "#server/sessions/hold-session.ts";
import type { SignIn } from "#server/sessions/open-sign-in.ts";
import { selectMustChoose, selectPasswordHash } from "#server/sessions/queries.ts";
import { readEmail } from "#server/sessions/read-email.ts";
import { refuseCommonPassword } from "#server/sessions/refuse-common-password.ts";

/**
 * Puts an own password in place of the one that somebody else made, and ends all other sessions of the person, as that somebody
 * may have begun one. Refused `password_chosen`, `same_password`, `common_password`.
 */
export async function chooseOwnPassword(
  context: Context,
  desk: SignIn,
  { personId, memberId, sessionId, mustChoosePassword }: Caller,
  newPassword: string,
): Promise<void> {
  if (!mustChoosePassword) throw passwordChosen();
  await refuseCommonPassword("newPassword", newPassword, await readEmail(context, personId));
  const [former] = await read(context, selectPasswordHash(personId));
  if (await desk.passwords.verify(former?.password_hash ?? null, newPassword)) throw samePassword();
  const passwordHash = await desk.passwords.hash(newPassword);
  await transact(context, async (tx) => {
    await holdSession(tx, { personId, sessionId });
    await requireTemporary(tx, personId);
    await writePassword(tx, { personId, passwordHash, temporary: false });
    await announce(tx, { kind: "password.changed", subjectId: memberId });
    await recordAudit(tx, { action: "password.changed", subject: { kind: "member", id: memberId } });
    await endEverywhere(tx, { personId, allBut: sessionId });
    await announceAccessChange(tx, [memberId]);
  });
}

/** Of two choices at once, the second has waited for the first and finds that an own password is there already. */
async function requireTemporary(tx: Transaction, personId: string): Promise<void> {
  const [person] = await read(tx, selectMustChoose(personId));
  if (!person?.must_choose_password) throw passwordChosen();
}

function passwordChosen(): Refusal {
  return new Refusal(409, "password_chosen", "You have chosen your own password already.", {
    detail: "Change it in My profile, where the present one is asked for.",
  });
}

function samePassword(): Refusal {
  const message = "This is the password that somebody made for you. Choose one that only you know.";
  return new Refusal(400, "same_password", message, { fields: [{ path: "newPassword", message }] });
}

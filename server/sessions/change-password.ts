import { recordAudit } from "#server/audit/record.ts";
import { type Context, transact } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { confirmPassword } from "#server/sessions/confirm-password.ts";
import { endEverywhere } from "#server/sessions/end-everywhere.ts";
import { writePassword } from "#server/sessions/give-password.ts";
import { holdSession } from "#server/sessions/hold-session.ts";
import type { SignIn } from "#server/sessions/open-sign-in.ts";
import { readEmail } from "#server/sessions/read-email.ts";
import { refuseCommonPassword } from "#server/sessions/refuse-common-password.ts";

/**
 * Changes the caller's password and ends all their other sessions in every workspace, as one of them may be whom the change is to
 * shut out. Returns how many were ended. Refused `wrong_password`, `throttled`, `common_password`.
 */
export async function changePassword(
  context: Context,
  desk: SignIn,
  { personId, memberId, sessionId }: Caller,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<number> {
  await refuseCommonPassword("newPassword", newPassword, await readEmail(context, personId));
  await confirmPassword(context, desk, { personId, password: currentPassword });
  const passwordHash = await desk.passwords.hash(newPassword);
  return transact(context, async (tx) => {
    await holdSession(tx, { personId, sessionId });
    await writePassword(tx, { personId, passwordHash, temporary: false });
    await announce(tx, { kind: "password.changed", subjectId: memberId });
    await recordAudit(tx, { action: "password.changed", subject: { kind: "member", id: memberId } });
    return endEverywhere(tx, { personId, allBut: sessionId });
  });
}

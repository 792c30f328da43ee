import { recordAudit } from "#server/audit/record.ts";
import { type Context, transact } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { confirmPassword } from "#server/sessions/confirm-password.ts";
import { emailTaken, isEmailTaken } from "#server/sessions/email-taken.ts";
import { holdSession } from "#server/sessions/hold-session.ts";
import { identityIn } from "#server/sessions/identity.ts";
import type { SignIn } from "#server/sessions/open-sign-in.ts";
import { readEmail } from "#server/sessions/read-email.ts";

/** Changes the e-mail address that the caller signs in with. Refused `wrong_password`, `throttled`, `email_taken`. */
export async function changeEmail(
  context: Context,
  desk: SignIn,
  caller: Caller,
  { email, currentPassword }: { email: string; currentPassword: string },
): Promise<void> {
  const { personId, memberId } = caller;
  await confirmPassword(context, desk, { personId, password: currentPassword });
  await transact(context, async (tx) => {
    await holdSession(tx, caller);
    const former = await readEmail(tx, personId);
    const identity = await identityIn(tx.db);
    await identity
      .updateUser(personId, { email, emailVerified: false, updatedAt: tx.clock.now() })
      .catch((reason: unknown) => {
        throw isEmailTaken(reason) ? emailTaken() : reason;
      });
    await announce(tx, { kind: "email.changed", subjectId: memberId });
    const subject = { kind: "member" as const, id: memberId };
    await recordAudit(tx, { action: "email.changed", subject, before: { email: former }, after: { email } });
  });
}

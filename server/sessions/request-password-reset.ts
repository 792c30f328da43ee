import { transact, type Visit } from "#server/context.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { newId } from "#server/platform/identifier.ts";
import { passwordResetMail } from "#server/sessions/mail-jobs.ts";
import { contextIn, type SignIn } from "#server/sessions/open-sign-in.ts";
import { personToSignIn } from "#server/sessions/queries.ts";

/**
 * Has a link for a new password sent to whoever signs in with an address. For an address of nobody the same is done with an
 * identifier of nobody, so that neither the answer nor its time tells who exists. Refused `no_mail`, `throttled`.
 */
export async function requestPasswordReset(desk: SignIn, visit: Visit, email: string): Promise<void> {
  if (!desk.mail) throw noMail();
  await desk.throttle.passwordReset(email, visit.address);
  const { rows } = await desk.database.pool.query<Candidate>({ ...personToSignIn, values: [email] });
  const { person_id, workspace_id } = rows[0] ?? nobody;
  const mayEnter = person_id !== null && workspace_id !== null;
  const workspaceId = mayEnter ? workspace_id : newId();
  const personId = mayEnter ? person_id : newId();
  await transact(contextIn(desk, workspaceId, { kind: "system" }), (tx) =>
    passwordResetMail.later(tx, { personId }, { maxAttempts: 6 }),
  );
}

interface Candidate {
  person_id: string | null;
  workspace_id: string | null;
}

const nobody: Candidate = { person_id: null, workspace_id: null };

function noMail(): Refusal {
  return new Refusal(409, "no_mail", "This server sends no e-mail, so it cannot send you a link.", {
    detail: "Ask an Owner or Admin of your workspace for a new password.",
  });
}

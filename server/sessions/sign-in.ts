import type { FastifyRequest } from "fastify";
import { transact } from "#server/context.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { visitOf } from "#server/platform/http/visit.ts";
import { readDeviceCookie } from "#server/sessions/device-cookie.ts";
import { contextIn, type SignIn } from "#server/sessions/open-sign-in.ts";
import { holdPassword, personToSignIn } from "#server/sessions/queries.ts";
import type { Started } from "#server/sessions/sign-up.ts";
import { enterAs } from "#server/sessions/start-session.ts";

interface Candidate {
  person_id: string | null;
  password_hash: string | null;
  workspace_id: string | null;
  member_id: string | null;
}

/**
 * Signs a person in under a new token. Somebody unknown costs the same queries and the same hashing as somebody known.
 * Refused `throttled`, `wrong_credentials`.
 */
export async function signIn(
  desk: SignIn,
  request: FastifyRequest,
  { email, password }: { email: string; password: string },
): Promise<Started> {
  const { rows } = await desk.database.pool.query<Candidate>({ ...personToSignIn, values: [email] });
  const { person_id: personId, password_hash, workspace_id: workspaceId, member_id: memberId } = rows[0] ?? nobody;
  const visit = visitOf(request);
  const deviceId = personId && readDeviceCookie(desk, request, personId);
  const guess = deviceId
    ? await desk.throttle.knownDevice(deviceId, personId)
    : await desk.throttle.stranger(email, visit.address);
  const fits = await desk.passwords.verify(password_hash, password);
  if (!fits || !personId || !workspaceId || !memberId) throw wrongCredentials();
  await guess.giveBack();
  return transact(contextIn(desk, workspaceId, { kind: "system", visit }), async (tx) => {
    if (!(await holdPassword(tx, personId, password_hash))) throw wrongCredentials();
    return enterAs(tx, desk, { personId, memberId, visit });
  });
}

const nobody: Candidate = { person_id: null, password_hash: null, workspace_id: null, member_id: null };

function wrongCredentials(): Refusal {
  return new Refusal(401, "wrong_credentials", "This e-mail address and password do not belong together.", {
    detail: "Check both and try again.",
  });
}

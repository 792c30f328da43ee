import { sql } from "kysely";
import type { BodyOf } from "#contract/endpoint.ts";
import type { signUp as endpoint } from "#contract/session.ts";
import { recordAudit } from "#server/audit/record.ts";
import { type Context, type MemberActor, type Transaction, transact, type Visit } from "#server/context.ts";
import { addMember } from "#server/members/add-member.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { newId } from "#server/platform/identifier.ts";
import { addPerson } from "#server/sessions/add-person.ts";
import { maySignUp } from "#server/sessions/may-sign-up.ts";
import { contextIn, type SignIn } from "#server/sessions/open-sign-in.ts";
import { refuseCommonPassword } from "#server/sessions/refuse-common-password.ts";
import { startSession } from "#server/sessions/start-session.ts";
import { addWorkspace } from "#server/workspaces/add-workspace.ts";

/** A session that has just begun: its token for the cookie, whose it is, and the context in which they act. */
export interface Started {
  readonly token: string;
  readonly personId: string;
  readonly context: Context;
}

/**
 * Creates a workspace with its Owner and signs them in, all or nothing.
 * Refused `sign_up_closed`, `throttled`, `common_password`, `email_taken`.
 */
export async function signUp(signIn: SignIn, visit: Visit, wish: BodyOf<typeof endpoint>): Promise<Started> {
  if (!(await maySignUp(signIn))) throw closed();
  await signIn.throttle.signUp(visit.address);
  await refuseCommonPassword("password", wish.password, wish.email);
  const passwordHash = await signIn.passwords.hash(wish.password);
  return transact(contextIn(signIn, newId(), { kind: "system", visit }), async (tx) => {
    if (signIn.config.signUp === "first") await beFirst(tx, signIn);
    const personId = await addPerson(tx, { name: wish.displayName, email: wish.email, passwordHash });
    await addWorkspace(tx, { name: wish.workspaceName });
    const { displayName, timeZone } = wish;
    const memberId = await addMember(tx, { personId, role: "owner", displayName, timeZone });
    await recordAudit(tx, {
      action: "workspace.created",
      subject: { kind: "workspace", id: tx.workspaceId, name: wish.workspaceName },
      memberId,
    });
    const token = await startSession(tx, { personId, memberId, visit });
    const owner: MemberActor = { kind: "member", memberId, personId, role: "owner", reach: "everything", visit };
    return { token, personId, context: contextIn(signIn, tx.workspaceId, owner) };
  });
}

/** Held by whoever is creating the first workspace; any fixed number will do. */
const creatingTheFirst = 7_305_680;

/** Of two first visitors at once, the second waits here until the first is done, and then sees that they were second. */
async function beFirst(tx: Transaction, signIn: SignIn): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(creatingTheFirst)})`.execute(tx.db);
  if (!(await maySignUp(signIn))) throw closed();
}

function closed(): Refusal {
  return new Refusal(403, "sign_up_closed", "New workspaces cannot be created on this server.", {
    detail: "If your company works here already, sign in, or ask the workspace's Owner.",
  });
}

import { transact, type Visit } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { holdSession } from "#server/sessions/hold-session.ts";
import { findMemberships } from "#server/sessions/list-memberships.ts";
import { contextIn, type SignIn } from "#server/sessions/open-sign-in.ts";
import type { Started } from "#server/sessions/sign-up.ts";
import { enterAs } from "#server/sessions/start-session.ts";

/** Goes on in another workspace of the same person, under a new token. 404 where they may not enter. */
export async function switchWorkspace(
  desk: SignIn,
  caller: Caller,
  { workspaceId, visit }: { workspaceId: string; visit: Visit },
): Promise<Started> {
  const { personId } = caller;
  const memberships = await findMemberships(desk, personId);
  const chosen = memberships.find((membership) => membership.workspace_id === workspaceId);
  if (!chosen) throw notFound();
  return transact(contextIn(desk, workspaceId, { kind: "system", visit }), async (tx) => {
    await holdSession(tx, caller);
    return enterAs(tx, desk, { personId, memberId: chosen.member_id, visit });
  });
}

import { rightsOfRole } from "#contract/rights.ts";
import type { Session } from "#contract/session.ts";
import { type Context, read } from "#server/context.ts";
import { accessProfile } from "#server/members/access.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { selectMustChoose } from "#server/sessions/queries.ts";
import { accessWorkspace } from "#server/workspaces/access.ts";

/** Who is signed in, where, and what they may do. */
export async function presentSession(context: Context): Promise<Session> {
  const [profile, workspace, mustChoosePassword] = await Promise.all([
    accessProfile(context),
    accessWorkspace(context),
    mustChoose(context),
  ]);
  return { profile, workspace, rights: [...rightsOfRole[profile.role]], mustChoosePassword };
}

async function mustChoose(context: Context): Promise<boolean> {
  const { actor } = context;
  if (actor.kind !== "member") throw notFound();
  const [row] = await read(context, selectMustChoose(actor.personId));
  return row?.must_choose_password ?? false;
}

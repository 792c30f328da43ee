import { rightsOfRole } from "#contract/rights.ts";
import type { Session } from "#contract/session.ts";
import type { Context } from "#server/context.ts";
import { accessProfile } from "#server/members/access.ts";
import { accessWorkspace } from "#server/workspaces/access.ts";

/** Who is signed in, where, and what they may do. */
export async function presentSession(context: Context): Promise<Session> {
  const [profile, workspace] = await Promise.all([accessProfile(context), accessWorkspace(context)]);
  return { profile, workspace, rights: [...rightsOfRole[profile.role]] };
}

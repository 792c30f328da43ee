import type { Selectable } from "kysely";
import type { Profile } from "#contract/members.ts";
import { type Context, type MemberActor, read } from "#server/context.ts";
import { reachOf } from "#server/members/policy.ts";
import { presentProfile } from "#server/members/present.ts";
import { selectMember, selectReach } from "#server/members/queries.ts";
import type { MembersTable } from "#server/members/tables.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { readEmail } from "#server/sessions/read-email.ts";

/** A member of the workspace, or 404. */
export async function accessMember(context: Context, memberId: string): Promise<Selectable<MembersTable>> {
  const [row] = await read(context, selectMember(context, memberId));
  if (!row) throw notFound();
  return row;
}

/** A member as the one who acts, with what they may see; 404 when they do not exist or may not enter. */
export async function accessActor(context: Context, memberId: string): Promise<MemberActor> {
  const [row] = await read(context, selectReach(context, memberId));
  if (!row) throw notFound();
  const { role, person_id: personId, visibility, team_ids: teamIds } = row;
  return { kind: "member", memberId, personId, role, reach: reachOf(role, visibility, teamIds) };
}

/** The member who acts, or 404 when Wokfow itself does. */
export async function accessProfile(context: Context): Promise<Profile> {
  const { actor } = context;
  if (actor.kind !== "member") throw notFound();
  const [row, email] = await Promise.all([accessMember(context, actor.memberId), readEmail(context, actor.personId)]);
  return presentProfile(row, email);
}

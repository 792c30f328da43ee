import { type Context, read } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { type TeamWithMembers, teamById } from "#server/teams/queries.ts";

/** A team of the workspace with its members, or 404. */
export async function accessTeam(context: Context, teamId: string): Promise<TeamWithMembers> {
  const [row] = await read(context, teamById(context, teamId));
  if (!row) throw notFound();
  return row;
}

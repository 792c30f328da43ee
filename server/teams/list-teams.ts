import type { Team } from "#contract/teams.ts";
import { type Context, read } from "#server/context.ts";
import { presentTeam } from "#server/teams/present.ts";
import { teamsOf } from "#server/teams/queries.ts";

/** All teams by name. */
export async function listTeams(context: Context): Promise<Team[]> {
  return (await read(context, teamsOf(context))).map(presentTeam);
}

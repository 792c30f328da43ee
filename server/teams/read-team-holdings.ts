import type { AnswerOf } from "#contract/endpoint.ts";
import type { readTeamHoldings as endpoint } from "#contract/teams.ts";
import { type Context, read } from "#server/context.ts";
import { accessTeam } from "#server/teams/access.ts";
import { countHoldings, queuesOfTeam } from "#server/teams/queries.ts";

/** What becomes everyone's when the team is deleted. */
export async function readTeamHoldings(context: Context, teamId: string): Promise<AnswerOf<typeof endpoint>> {
  await accessTeam(context, teamId);
  const [[count], queues] = await Promise.all([
    read(context, countHoldings(context, teamId)),
    read(context, queuesOfTeam(context, teamId)),
  ]);
  return {
    openConversations: Number(count?.open ?? 0),
    archivedConversations: Number(count?.archived ?? 0),
    queues,
  };
}

import * as contract from "#contract/teams.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";
import { addTeamMember } from "#server/teams/add-team-member.ts";
import { createTeam } from "#server/teams/create-team.ts";
import { deleteTeam } from "#server/teams/delete-team.ts";
import { editTeam } from "#server/teams/edit-team.ts";
import { listTeams } from "#server/teams/list-teams.ts";
import { readTeamHoldings } from "#server/teams/read-team-holdings.ts";
import { removeTeamMember } from "#server/teams/remove-team-member.ts";

/** The endpoints of teams. */
export function teamRoutes(): Route[] {
  return [
    serve(contract.listTeams, async ({ context }) => ({ items: await listTeams(context) })),
    serve(contract.createTeam, ({ context, body }) => createTeam(context, body)),
    serve(contract.editTeam, ({ context, params, body }) => editTeam(context, params.teamId, body)),
    serve(contract.readTeamHoldings, ({ context, params }) => readTeamHoldings(context, params.teamId)),
    serve(contract.deleteTeam, async ({ context, params }) => {
      await deleteTeam(context, params.teamId);
      return undefined;
    }),
    serve(contract.addTeamMember, ({ context, params }) => addTeamMember(context, params)),
    serve(contract.removeTeamMember, ({ context, params }) => removeTeamMember(context, params)),
  ];
}

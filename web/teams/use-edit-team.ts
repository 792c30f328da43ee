import { useQueryClient } from "@tanstack/react-query";
import type { BodyGiven } from "#contract/endpoint.ts";
import { editTeam, type Team } from "#contract/teams.ts";
import { call } from "#web/shell/api.ts";
import { keepTeam } from "#web/teams/use-teams.ts";

/** Saves changes of a team and shows them in this tab at once; other browsers hear of it by the live connection. */
export function useEditTeam({ id: teamId }: Team): (change: BodyGiven<typeof editTeam>) => Promise<void> {
  const client = useQueryClient();
  return async (body) => keepTeam(client, await call(editTeam, { params: { teamId }, body }));
}

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Team } from "#contract/teams.ts";
import { everyMemberQuery } from "#web/members/every-member-query.ts";
import { useLive } from "#web/shell/live.tsx";
import { useLiveRefresh } from "#web/shell/use-live-refresh.ts";
import { askAgainIfAsked } from "#web/shell/when-quiet.ts";
import { teamsKey, teamsQuery } from "#web/teams/teams-query.ts";

const shownMembers = [teamsKey, everyMemberQuery.queryKey];

/** The teams by name, kept true by what the server tells while they are shown. */
export function useTeams() {
  const client = useQueryClient();
  useLive((event) => {
    if (event.kind === "team") keepTeam(client, event.team);
    if (event.kind === "team_removed") forgetTeam(client, event.teamId);
  });
  // Who they are is told with the teams.
  useLiveRefresh(shownMembers, ({ kind }) => kind === "member");
  return useQuery(teamsQuery);
}

/** Shows a team as the server just told it, in its place by name. */
export function keepTeam(client: QueryClient, team: Team): void {
  client.setQueryData(teamsQuery.queryKey, (kept) => {
    if (!kept) return kept;
    const others = kept.items.filter(({ id }) => id !== team.id);
    return { items: [...others, team].toSorted((one, other) => one.name.localeCompare(other.name)) };
  });
  askAgainIfAsked(client, teamsKey);
}

/** Takes a deleted team away. */
export function forgetTeam(client: QueryClient, teamId: string): void {
  client.setQueryData(teamsQuery.queryKey, (kept) =>
    kept ? { items: kept.items.filter(({ id }) => id !== teamId) } : kept,
  );
  askAgainIfAsked(client, teamsKey);
}

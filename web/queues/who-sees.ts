import type { Team } from "#contract/teams.ts";
import type { Visibility } from "#contract/workspaces.ts";

/** Who sees what belongs to a team, or to everyone (null), in a workspace with this setting. */
export function whoSees(visibility: Visibility, team: Pick<Team, "name"> | null): string {
  if (visibility === "everything") return "All members go on seeing them.";
  if (team) return `Of the users only those in ${team.name} and whoever is assigned see them.`;
  if (visibility === "teams_and_unassigned") return "All members see them until somebody is assigned.";
  return "Users see them only once they are assigned; managers, admins and owners see them at once.";
}

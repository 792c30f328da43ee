import type { Generated } from "kysely";
import type { Distribution, TeamColour, TeamPurpose } from "#contract/teams.ts";

/** A row of `teams`. `cap` is how many open conversations the distribution lets one member have. */
export interface TeamsTable {
  workspace_id: string;
  id: string;
  name: string;
  purpose: TeamPurpose;
  colour: TeamColour;
  lead_id: string | null;
  distribution: Generated<Distribution>;
  cap: number | null;
  created_at: Date;
}

/** A row of `team_members`. */
export interface TeamMembersTable {
  workspace_id: string;
  team_id: string;
  member_id: string;
  joined_at: Date;
  last_given_at: Date | null;
}

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

/** A row of `queue_moves`. */
export interface QueueMovesTable {
  workspace_id: string;
  id: string;
  channel_id: string;
  team_id: string | null;
  /** Whose the queue was before. */
  former_team_id: string | null;
  moved_at: Date;
  moved: Generated<number>;
  undone_at: Date | null;
  restored: number | null;
}

/** A row of `queue_move_conversations`. */
export interface QueueMoveConversationsTable {
  workspace_id: string;
  move_id: string;
  conversation_id: string;
  former_team_id: string | null;
  former_assignee_id: string | null;
  former_waiting_since: Date | null;
}

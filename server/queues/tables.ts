import type { Generated } from "kysely";

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
  /** Who asked for it, null: Wokfow itself. */
  moved_by: string | null;
  finished_at: Date | null;
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

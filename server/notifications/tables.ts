/** A row of `notifications`: something that concerns one member. */
export interface NotificationsTable {
  workspace_id: string;
  id: string;
  member_id: string;
  kind: "mentioned" | "assigned" | "transferred" | "paused";
  conversation_id: string;
  message_id: string | null;
  /** The team that was given the conversation as a whole. */
  team_id: string | null;
  actor_id: string | null;
  at: Date;
  seen_at: Date | null;
}

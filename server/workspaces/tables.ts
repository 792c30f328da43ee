/** A row of `workspaces`. */
export interface WorkspacesTable {
  workspace_id: string;
  name: string;
  auto_archive_days: number | null;
  channel_alerts: boolean;
  created_at: Date;
}

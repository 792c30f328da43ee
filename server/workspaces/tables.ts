import type { Generated } from "kysely";
import type { Visibility } from "#contract/workspaces.ts";

/** A row of `workspaces`. */
export interface WorkspacesTable {
  workspace_id: string;
  name: string;
  auto_archive_days: number | null;
  channel_alerts: boolean;
  visibility: Generated<Visibility>;
  created_at: Date;
}

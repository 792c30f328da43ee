import type { Selectable } from "kysely";
import type { Workspace } from "#contract/workspaces.ts";
import type { WorkspacesTable } from "#server/workspaces/tables.ts";

/** The workspace as its members see it. */
export function presentWorkspace(row: Selectable<WorkspacesTable>): Workspace {
  return {
    id: row.workspace_id,
    name: row.name,
    autoArchiveDays: row.auto_archive_days,
    channelAlerts: row.channel_alerts,
    visibility: row.visibility,
  };
}

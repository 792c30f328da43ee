import type { Generated } from "kysely";

/** A row of `archive_runs`. */
export interface ArchiveRunsTable {
  workspace_id: string;
  id: string;
  ran_at: Date;
  inactive_days: number;
  archived: Generated<number>;
  undone_at: Date | null;
  restored: number | null;
}

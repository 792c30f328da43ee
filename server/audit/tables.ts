/** A row of `audit_entries`. Names are kept as they were; `before` and `after` hold what changed and nothing secret. */
export interface AuditEntriesTable {
  workspace_id: string;
  id: string;
  at: Date;
  actor_id: string | null;
  actor_name: string | null;
  action: string;
  subject_kind: string;
  subject_id: string | null;
  subject_name: string | null;
  address: string | null;
  browser: string | null;
  before: unknown;
  after: unknown;
}

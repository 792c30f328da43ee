import type { Generated, Selectable } from "kysely";

/** A row of `facts`. */
export interface FactsTable {
  workspace_id: string;
  id: string;
  kind: string;
  at: Date;
  actor_id: string | null;
  subject_id: string | null;
  conversation_id: string | null;
  details: Generated<Record<string, unknown>>;
}

/** A fact as it was written. */
export type FactRow = Selectable<FactsTable>;

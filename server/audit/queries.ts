import type { Selectable } from "kysely";
import type { AuditFilter } from "#contract/audit.ts";
import type { AuditEntriesTable } from "#server/audit/tables.ts";
import { type Context, query } from "#server/context.ts";

/** An entry as it was written. */
export type AuditRow = Selectable<AuditEntriesTable>;

/** The entries of the workspace that pass the filter, newest first. */
export function entriesOf({ workspaceId }: Context, { memberId, action, from, to }: AuditFilter) {
  return query
    .selectFrom("audit_entries")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .$if(memberId !== undefined, (entries) => entries.where("actor_id", "=", memberId ?? null))
    .$if(action !== undefined, (entries) => entries.where("action", "=", action ?? ""))
    .$if(from !== undefined, (entries) => entries.where("at", ">=", new Date(from ?? 0)))
    .$if(to !== undefined, (entries) => entries.where("at", "<", new Date(to ?? 0)))
    .orderBy("at", "desc")
    .orderBy("id", "desc");
}

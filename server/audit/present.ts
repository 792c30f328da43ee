import { type AuditEntry, auditEntry } from "#contract/audit.ts";
import type { AuditRow } from "#server/audit/queries.ts";
import { describeBrowser } from "#server/sessions/describe-browser.ts";

/** An entry as the contract shows it. */
export function presentEntry(row: AuditRow): AuditEntry {
  return auditEntry.parse({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor_id === null ? null : { memberId: row.actor_id, name: row.actor_name ?? "" },
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name ?? "" },
    address: row.address,
    browser: row.browser && describeBrowser(row.browser),
    before: row.before,
    after: row.after,
  });
}

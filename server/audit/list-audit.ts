import type { AuditEntry, listAudit as endpoint } from "#contract/audit.ts";
import type { QueryOf } from "#contract/endpoint.ts";
import { presentEntry } from "#server/audit/present.ts";
import { readStretch } from "#server/audit/read-stretch.ts";
import type { Context } from "#server/context.ts";

/** A page of the audit log, newest first; a cursor is the last entry of the page before. Refused `invalid_cursor`. */
export async function listAudit(
  context: Context,
  { limit, cursor, ...filter }: QueryOf<typeof endpoint>,
): Promise<{ items: AuditEntry[]; next: string | null }> {
  const rows = await readStretch(context, filter, { after: cursor, count: limit + 1 });
  const items = rows.slice(0, limit).map(presentEntry);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

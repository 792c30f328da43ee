import { sql } from "kysely";
import { z } from "zod";
import type { AuditFilter } from "#contract/audit.ts";
import { type AuditRow, entriesOf } from "#server/audit/queries.ts";
import { type Context, read } from "#server/context.ts";
import { invalidCursor } from "#server/platform/errors/refusal.ts";

/** The entries after the one with this identifier, or from the newest on. Refused `invalid_cursor`. */
export async function readStretch(
  context: Context,
  filter: AuditFilter,
  { after, count }: { after: string | undefined; count: number },
): Promise<AuditRow[]> {
  const newest = entriesOf(context, filter).limit(count);
  if (after === undefined) return read(context, newest);
  const last = await findEntry(context, after);
  return read(context, newest.where(sql<boolean>`(at, id) < (${last.at}::timestamptz, ${last.id}::uuid)`));
}

async function findEntry(context: Context, id: string): Promise<AuditRow> {
  const known = z.uuid().safeParse(id);
  const [row] = known.success ? await read(context, entriesOf(context, {}).where("id", "=", known.data)) : [];
  if (row) return row;
  throw invalidCursor();
}

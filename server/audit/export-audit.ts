import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type { AuditEntry, AuditFilter } from "#contract/audit.ts";
import { presentEntry } from "#server/audit/present.ts";
import { readStretch } from "#server/audit/read-stretch.ts";
import { recordAudit } from "#server/audit/record.ts";
import { type Context, transact } from "#server/context.ts";
import { accessWorkspace } from "#server/workspaces/access.ts";

/**
 * The audit log as CSV, read while it is written, however long it is. That somebody took it away is recorded before the first
 * line leaves. A text that a spreadsheet would run as a formula gets an apostrophe in front.
 */
export async function exportAudit(context: Context, filter: AuditFilter): Promise<Readable> {
  await transact(context, async (tx) => {
    const { id, name } = await accessWorkspace(tx);
    await recordAudit(tx, { action: "audit.exported", subject: { kind: "workspace", id, name }, after: filter });
  });
  const rows = Readable.from(linesOf(context, filter));
  const csv = stringify({ header: true, columns: [...columns], bom: true, escape_formulas: true });
  rows.on("error", (error) => csv.destroy(error));
  return rows.pipe(csv);
}

const columns = ["time", "member", "action", "subject", "name", "address", "browser", "before", "after"] as const;
const readAtOnce = 500;

async function* linesOf(context: Context, filter: AuditFilter): AsyncGenerator<Record<string, string>> {
  let after: string | undefined;
  do {
    const rows = await readStretch(context, filter, { after, count: readAtOnce });
    for (const row of rows) yield lineOf(presentEntry(row));
    after = rows.length === readAtOnce ? rows.at(-1)?.id : undefined;
  } while (after !== undefined);
}

function lineOf(entry: AuditEntry): Record<(typeof columns)[number], string> {
  return {
    time: entry.at,
    member: entry.actor?.name ?? "",
    action: entry.action,
    subject: entry.subject.kind,
    name: entry.subject.name,
    address: entry.address ?? "",
    browser: entry.browser ?? "",
    before: entry.before ? JSON.stringify(entry.before) : "",
    after: entry.after ? JSON.stringify(entry.after) : "",
  };
}

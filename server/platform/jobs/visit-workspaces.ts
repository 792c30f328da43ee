import type { Context } from "#server/context.ts";
import type { Schedule } from "#server/platform/jobs/job.ts";

/**
 * Visits the workspaces that `query` finds: one identifier a row, in the column `id`. A visit that fails keeps nobody else
 * waiting: the others are made all the same, and then the first failure is thrown.
 */
export async function visitWorkspaces(
  { pool, contextOf }: Pick<Schedule, "pool" | "contextOf">,
  query: { readonly text: string; readonly values?: unknown[] },
  visit: (context: Context) => Promise<unknown>,
): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(query);
  const failures: unknown[] = [];
  for (const { id } of rows) await visit(contextOf(id)).catch((failure: unknown) => failures.push(failure));
  if (failures.length > 0) throw failures[0];
}

/** Visits all workspaces, likewise. */
export function visitEveryWorkspace(
  schedule: Pick<Schedule, "pool" | "contextOf">,
  visit: (context: Context) => Promise<unknown>,
): Promise<void> {
  return visitWorkspaces(schedule, { text: "select every_workspace() as id" }, visit);
}

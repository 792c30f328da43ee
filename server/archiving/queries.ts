import { type RawBuilder, type Selectable, type SqlBool, sql } from "kysely";
import type { Place } from "#server/archiving/place.ts";
import type { ArchiveRunsTable } from "#server/archiving/tables.ts";
import { query, type Transaction } from "#server/context.ts";

/** A run as its row stands. */
export type ArchiveRunRow = Selectable<ArchiveRunsTable>;

/** Open conversations in which nothing has happened since a moment: exactly these a run archives, and a preview shows. */
function inactive(workspaceId: string, since: Date): RawBuilder<SqlBool> {
  return sql`c.workspace_id = ${workspaceId}::uuid and c.archived_at is null
    and c.last_activity_at < ${since}::timestamptz
    and (c.kept_open_at is null or c.kept_open_at < ${since}::timestamptz)`;
}

/** The period after which the workspace archives, null when it does not. */
export function autoArchiveDays(workspaceId: string) {
  return query.selectFrom("workspaces").select("auto_archive_days").where("workspace_id", "=", workspaceId);
}

/** How many conversations are inactive. */
export function countInactive(workspaceId: string, since: Date) {
  return query
    .selectFrom("conversations as c")
    .select(({ fn }) => fn.countAll<string>().as("total"))
    .where(inactive(workspaceId, since));
}

/** Inactive conversations with the names on them, longest inactive first. */
export function listInactive(workspaceId: string, since: Date, after: Place | null, limit: number) {
  const rows = query
    .selectFrom("conversations as c")
    .innerJoin("contacts as k", (join) =>
      join.onRef("k.workspace_id", "=", "c.workspace_id").onRef("k.id", "=", "c.contact_id"),
    )
    .innerJoin("channels as ch", (join) =>
      join.onRef("ch.workspace_id", "=", "c.workspace_id").onRef("ch.id", "=", "c.channel_id"),
    )
    .leftJoin("members as m", (join) =>
      join.onRef("m.workspace_id", "=", "c.workspace_id").onRef("m.id", "=", "c.assignee_id"),
    )
    .select(["c.id", "c.last_activity_at", "k.name as contact", "ch.name as channel", "m.display_name as assignee"])
    .select(microseconds("c.last_activity_at"))
    .where(inactive(workspaceId, since))
    .orderBy("c.last_activity_at")
    .orderBy("c.id")
    .limit(limit);
  return after ? rows.where(sql<SqlBool>`(c.last_activity_at, c.id) > (${timeOf(after)}, ${after.id}::uuid)`) : rows;
}

/** Takes inactive conversations that nobody else is changing at this moment, until the transaction ends. */
export async function lockInactive(tx: Transaction, since: Date, most: number): Promise<string[]> {
  const rows = await tx.db
    .selectFrom("conversations as c")
    .select("c.id")
    .where(inactive(tx.workspaceId, since))
    .orderBy("c.last_activity_at")
    .orderBy("c.id")
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => row.id);
}

/** Counts more conversations on a run, whose row comes with the first of them. False when the run was undone meanwhile. */
export async function addToRun(tx: Transaction, run: Omit<ArchiveRunRow, "undone_at" | "restored" | "workspace_id">) {
  const row = await tx.db
    .insertInto("archive_runs")
    .values({ workspace_id: tx.workspaceId, ...run })
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "id"])
        .doUpdateSet({ archived: sql`archive_runs.archived + excluded.archived` })
        .where("archive_runs.undone_at", "is", null),
    )
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Archives conversations on behalf of a run, and returns whose they were. */
export async function archive(
  tx: Transaction,
  ids: readonly string[],
  run: { id: string; ran_at: Date },
): Promise<string[]> {
  const rows = await tx.db
    .updateTable("conversations")
    .set({ archived_at: run.ran_at, archive_run_id: run.id })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", sql<string>`any(${ids}::uuid[])`)
    .returning("assignee_id")
    .execute();
  return [...new Set(rows.flatMap((row) => row.assignee_id ?? []))];
}

/** Takes conversations that are still archived by the run, and by nobody and nothing since. */
export async function lockArchived(tx: Transaction, runId: string, most: number, waiting: boolean): Promise<string[]> {
  const rows = tx.db
    .selectFrom("conversations as c")
    .select("c.id")
    .where("c.workspace_id", "=", tx.workspaceId)
    .where("c.archive_run_id", "=", runId)
    // Names nothing of the conversation, or PostgreSQL would ask for the run anew for each of those that are left.
    .where("c.archived_at", "=", ({ selectFrom }) =>
      selectFrom("archive_runs as r")
        .select("r.ran_at")
        .where("r.workspace_id", "=", tx.workspaceId)
        .where("r.id", "=", runId),
    )
    .orderBy("c.id")
    .limit(most)
    .forUpdate("c");
  return (await (waiting ? rows : rows.skipLocked()).execute()).map((row) => row.id);
}

/** Opens conversations again as they were, and returns for which teams they wait; auto-archive counts for them from now. */
export async function restore(tx: Transaction, ids: readonly string[], runId: string): Promise<string[]> {
  const opened = tx.db
    .updateTable("conversations")
    .set({ archived_at: null, archive_run_id: null, kept_open_at: tx.clock.now() })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", sql<string>`any(${ids}::uuid[])`)
    .returning(["team_id", "assignee_id"]);
  const counted = tx.db
    .updateTable("archive_runs")
    .set({ restored: sql`coalesce(restored, 0) + ${ids.length}::integer` })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", runId);
  const [rows] = await Promise.all([opened.execute(), counted.execute()]);
  const waiting = rows.filter(({ assignee_id }) => assignee_id === null);
  return [...new Set(waiting.flatMap(({ team_id }) => team_id ?? []))];
}

/** One run. */
export function runById(workspaceId: string, runId: string) {
  return query.selectFrom("archive_runs").selectAll().where("workspace_id", "=", workspaceId).where("id", "=", runId);
}

/** Marks a run as undone, with nothing restored yet. */
export async function markUndone(tx: Transaction, runId: string): Promise<void> {
  await tx.db
    .updateTable("archive_runs")
    .set({ undone_at: tx.clock.now(), restored: 0 })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", runId)
    .where("undone_at", "is", null)
    .execute();
}

/** Runs, newest first. */
export function listRuns(workspaceId: string, after: Place | null, limit: number) {
  const rows = query
    .selectFrom("archive_runs")
    .selectAll()
    .select(microseconds("ran_at"))
    .where("workspace_id", "=", workspaceId)
    .orderBy("ran_at", "desc")
    .orderBy("id", "desc")
    .limit(limit);
  return after ? rows.where(sql<SqlBool>`(ran_at, id) < (${timeOf(after)}, ${after.id}::uuid)`) : rows;
}

function microseconds(column: string) {
  return sql<string>`(extract(epoch from ${sql.ref(column)}) * 1000000)::bigint::text`.as("microseconds");
}

function timeOf({ microseconds }: Place): RawBuilder<Date> {
  return sql`timestamptz 'epoch' + ${microseconds}::bigint * interval '1 microsecond'`;
}

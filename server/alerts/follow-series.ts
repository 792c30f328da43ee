import { type ExpressionBuilder, type Selectable, sql } from "kysely";
import { countLateMessages } from "#server/alerts/count-late-messages.ts";
import type { OutagesTable } from "#server/alerts/tables.ts";
import { tellAlert } from "#server/alerts/tell-alert.ts";
import type { Transaction } from "#server/context.ts";
import type { Schema } from "#server/schema.ts";

/** So many outages within such a time are one affair, and people are told of it once. */
const seriesOutages = 4;
const seriesMilliseconds = 10 * 60_000;
/** How long a channel must have been up for the series to be over. */
const calmMilliseconds = 5 * 60_000;

/** Warns of channels that go up and down again and again: one alert, which an outage that is told already becomes too. */
export async function raiseSeries(tx: Transaction): Promise<void> {
  if (!(await isFirstToLook(tx))) return;
  const now = tx.clock.now();
  const since = new Date(now.getTime() - seriesMilliseconds);
  const { rows } = await sql<{ id: string }>`
    with recent as (
      select o.channel_id, o.id, o.started_at, o.alerted_at, o.settled_at from outages o
       where o.workspace_id = ${tx.workspaceId}::uuid and o.started_at > ${since}
         and not exists (select from outages s
                          where s.workspace_id = o.workspace_id and s.channel_id = o.channel_id and s.series_from is not null
                            and (s.series_until is null or s.series_until >= o.started_at))
    ),
    series as (
      select channel_id, min(started_at) as began, count(*)::int as outages,
             (array_agg(id order by (settled_at is null and alerted_at is not null) desc, started_at desc))[1] as id
        from recent group by channel_id having count(*) >= ${seriesOutages} and bool_or(settled_at is null)
    )
    update outages o
       set series_from = s.began, series_outages = s.outages, alerted_at = coalesce(o.alerted_at, ${now}), settled_at = null
      from series s, workspaces w
     where o.workspace_id = ${tx.workspaceId}::uuid and o.id = s.id and w.workspace_id = o.workspace_id and w.channel_alerts
    returning o.id`.execute(tx.db);
  for (const { id } of rows) await tellAlert(tx, "alert.raised", id);
}

/** Two processes that look at once would each choose an outage to stand for the series. */
async function isFirstToLook(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ first: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`outage series ${tx.workspaceId}`}, 0)) as first`.execute(
    tx.db,
  );
  return rows[0]?.first ?? false;
}

/** Whether a series goes on that tells of this outage too. */
export function isInSeries(row: ExpressionBuilder<Schema, "outages">) {
  return row
    .exists(
      row
        .selectFrom("outages as series")
        .select("series.id")
        .whereRef("series.workspace_id", "=", "outages.workspace_id")
        .whereRef("series.channel_id", "=", "outages.channel_id")
        .whereRef("series.id", "<>", "outages.id")
        .whereRef("series.series_from", "<=", "outages.started_at")
        .where("series.series_until", "is", null),
    )
    .$castTo<boolean>();
}

/** Counts a series on, and tells its end once the channel has been up for a while. */
export async function settleSeries(tx: Transaction, outage: Selectable<OutagesTable>, from: Date): Promise<void> {
  const { outages, to } = await tx.db
    .selectFrom("outages")
    .select([
      sql<number>`count(*)::int`.as("outages"),
      sql<Date | null>`case when bool_and(ended_at is not null) then max(ended_at) end`.as("to"),
    ])
    .where("workspace_id", "=", tx.workspaceId)
    .where("channel_id", "=", outage.channel_id)
    .where("started_at", ">=", from)
    .executeTakeFirstOrThrow();
  const isOver = to !== null && tx.clock.now().getTime() - to.getTime() >= calmMilliseconds;
  if (!isOver && outages === outage.series_outages) return;
  const late = isOver ? await countLateMessages(tx, outage.channel_id, { from, to }) : [];
  await tx.db
    .updateTable("outages")
    .set({
      series_outages: outages,
      ...(isOver && {
        series_until: to,
        settled_at: tx.clock.now(),
        series_late_messages: late.reduce((sum, { messages }) => sum + messages, 0),
      }),
    })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", outage.id)
    .execute();
  if (isOver) await tellAlert(tx, "alert.ended", outage.id);
}

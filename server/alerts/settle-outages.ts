import type { Selectable } from "kysely";
import { countLateMessages, type LateMessages } from "#server/alerts/count-late-messages.ts";
import { isInSeries, settleSeries } from "#server/alerts/follow-series.ts";
import type { OutagesTable } from "#server/alerts/tables.ts";
import { tellAlert } from "#server/alerts/tell-alert.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";

type Outage = Selectable<OutagesTable>;

/** After the end of an outage, what waited at the outside service comes in for a while: counted until it stands still. */
const quietMilliseconds = 3_000;
const longestMilliseconds = 60_000;
/** Shorter gaps are not worth a line in a thread. */
const shortestGapMilliseconds = 60_000;

/**
 * Tells the end of outages once the messages that came late stand still: the gap with their number, as an alert if there was
 * one and as a line in each conversation that it concerns.
 */
export async function settleOutages(context: Context): Promise<void> {
  const due = new Date(context.clock.now().getTime() - quietMilliseconds);
  await transact(context, async (tx) => {
    const ended = await tx.db
      .selectFrom("outages")
      .selectAll()
      .where("workspace_id", "=", tx.workspaceId)
      .where("settled_at", "is", null)
      .where("ended_at", "<=", due)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const outage of ended) await settle(tx, outage);
  });
}

async function settle(tx: Transaction, outage: Outage): Promise<void> {
  const { started_at: from, ended_at: to } = outage;
  if (!to) return;
  if (outage.series_from) return settleSeries(tx, outage, outage.series_from);
  const late = await countLateMessages(tx, outage.channel_id, { from, to });
  const total = late.reduce((sum, { messages }) => sum + messages, 0);
  const waited = tx.clock.now().getTime() - to.getTime();
  const isStill = total === outage.late_messages || waited > longestMilliseconds;
  if (!isStill) return updateOutage(tx, outage.id, { late_messages: total });
  const lasted = to.getTime() - from.getTime() >= shortestGapMilliseconds;
  const alerted = outage.alerted_at ?? (lasted && (await wantsAlert(tx, outage)) ? tx.clock.now() : null);
  await updateOutage(tx, outage.id, { late_messages: total, settled_at: tx.clock.now(), alerted_at: alerted });
  if (alerted) await tellAlert(tx, "alert.ended", outage.id);
  if (lasted) await noteGaps(tx, { from, to }, late);
}

/** An outage may be over before anybody could be warned of it: nobody was there to notice while Wokfow itself was stopped. */
async function wantsAlert(tx: Transaction, { id }: Outage): Promise<boolean> {
  const row = await tx.db
    .selectFrom("outages")
    .innerJoin("workspaces", "workspaces.workspace_id", "outages.workspace_id")
    .select((outage) => ["channel_alerts", isInSeries(outage).as("told")])
    .where("outages.workspace_id", "=", tx.workspaceId)
    .where("outages.id", "=", id)
    .executeTakeFirst();
  return row ? row.channel_alerts && !row.told : false;
}

async function noteGaps(tx: Transaction, { from, to }: { from: Date; to: Date }, late: LateMessages[]): Promise<void> {
  for (const { conversation_id: conversationId, messages: lateMessages } of late) {
    const details = { from: from.toISOString(), to: to.toISOString(), lateMessages };
    await announce(tx, { kind: "conversation.gap", conversationId, details });
  }
}

async function updateOutage(tx: Transaction, id: string, change: Partial<Outage>): Promise<void> {
  await tx.db
    .updateTable("outages")
    .set(change)
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", id)
    .execute();
}

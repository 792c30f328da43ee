import { isInSeries, raiseSeries } from "#server/alerts/follow-series.ts";
import { tellAlert } from "#server/alerts/tell-alert.ts";
import { type Context, transact } from "#server/context.ts";

/** How long a channel must be offline before anybody is warned. */
const patienceMilliseconds = 60_000;

/**
 * Raises one alert for each outage that has lasted a minute, and one for each channel that goes up and down again and again, if the
 * workspace wants to be warned at this moment.
 */
export async function raiseAlerts(context: Context): Promise<void> {
  const now = context.clock.now();
  await transact(context, async (tx) => {
    await raiseSeries(tx);
    const raised = await tx.db
      .updateTable("outages")
      .set({ alerted_at: now })
      .where("workspace_id", "=", tx.workspaceId)
      .where("settled_at", "is", null)
      .where("ended_at", "is", null)
      .where("alerted_at", "is", null)
      .where("started_at", "<=", new Date(now.getTime() - patienceMilliseconds))
      .where((row) => row.not(isInSeries(row)))
      .where((row) =>
        row.exists(
          row
            .selectFrom("workspaces")
            .whereRef("workspaces.workspace_id", "=", "outages.workspace_id")
            .where("channel_alerts", "=", true),
        ),
      )
      .returning("id")
      .execute();
    for (const { id } of raised) await tellAlert(tx, "alert.raised", id);
  });
}

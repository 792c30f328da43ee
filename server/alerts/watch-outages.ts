import type { Pool } from "pg";
import { raiseAlerts } from "#server/alerts/raise-alerts.ts";
import { settleOutages } from "#server/alerts/settle-outages.ts";
import type { Context } from "#server/context.ts";

/** What watching needs from the rest of the house. */
export interface WatchParts {
  readonly pool: Pool;
  contextOf(workspaceId: string): Context;
}

/** Looks at every outage that is not settled, in all workspaces: raises the alerts that are due and tells the ends. */
export async function watchOutages({ pool, contextOf }: WatchParts): Promise<void> {
  const { rows } = await pool.query<{ workspace_id: string }>(
    "select workspace_id from workspaces_with_outages() as workspace_id",
  );
  for (const { workspace_id: workspaceId } of rows) {
    const context = contextOf(workspaceId);
    await raiseAlerts(context);
    await settleOutages(context);
  }
}

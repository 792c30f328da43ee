import { raiseAlerts } from "#server/alerts/raise-alerts.ts";
import { settleOutages } from "#server/alerts/settle-outages.ts";
import type { Schedule } from "#server/platform/jobs/job.ts";
import { visitWorkspaces } from "#server/platform/jobs/visit-workspaces.ts";

/** Looks at every outage that is not settled, in all workspaces: raises the alerts that are due and tells the ends. */
export function watchOutages(parts: Pick<Schedule, "pool" | "contextOf">): Promise<void> {
  return visitWorkspaces(parts, { text: "select workspaces_with_outages() as id" }, async (context) => {
    await raiseAlerts(context);
    await settleOutages(context);
  });
}

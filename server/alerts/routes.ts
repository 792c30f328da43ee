import * as contract from "#contract/alerts.ts";
import { listAlerts } from "#server/alerts/list-alerts.ts";
import { markAlertsSeen } from "#server/alerts/mark-alerts-seen.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";

/** The endpoints of alerts. */
export function alertRoutes(): Route[] {
  return [
    serve(contract.listAlerts, ({ context, query }) => listAlerts(context, query)),
    serve(contract.markAlertsSeen, async ({ context }) => {
      await markAlertsSeen(context);
      return undefined;
    }),
  ];
}

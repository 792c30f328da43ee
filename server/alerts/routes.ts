import * as contract from "#contract/alerts.ts";
import { chooseAlertWays, readAlertWays } from "#server/alerts/choose-alert-ways.ts";
import { listAlerts } from "#server/alerts/list-alerts.ts";
import { markAlertsSeen } from "#server/alerts/mark-alerts-seen.ts";
import type { MailCarrier } from "#server/mail/open-mail.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";

/** The endpoints of alerts. */
export function alertRoutes({ mail }: { readonly mail: MailCarrier | null }): Route[] {
  return [
    serve(contract.listAlerts, ({ context, query }) => listAlerts(context, query)),
    serve(contract.markAlertsSeen, async ({ context }) => {
      await markAlertsSeen(context);
      return undefined;
    }),
    serve(contract.readAlertWays, ({ context }) => readAlertWays(context)),
    serve(contract.chooseAlertWays, ({ context, body }) => chooseAlertWays(context, mail, body)),
  ];
}

import * as contract from "#contract/notifications.ts";
import { listNotifications } from "#server/notifications/list-notifications.ts";
import { markNotificationsSeen } from "#server/notifications/mark-notifications-seen.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";

/** The endpoints of notifications. */
export function notificationRoutes(): Route[] {
  return [
    serve(contract.listNotifications, ({ context, query }) => listNotifications(context, query)),
    serve(contract.markNotificationsSeen, async ({ context, body }) => {
      await markNotificationsSeen(context, body.conversationId);
      return undefined;
    }),
  ];
}

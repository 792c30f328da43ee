import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "#web/shell/app-route.tsx";
import { requireRight } from "#web/shell/rights.ts";

/** The paths of the inbox. */
export const inboxRoutes = createRoute({
  getParentRoute: () => appRoute,
  path: "/inbox",
  beforeLoad: ({ context }) => requireRight(context.session, "inbox.read"),
  component: lazyRouteComponent(() => import("#web/inbox/inbox-page.tsx"), "InboxPage"),
});

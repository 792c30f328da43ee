import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { inboxQueue } from "#contract/conversations.ts";
import { appRoute } from "#web/shell/app-route.tsx";
import { requireRight } from "#web/shell/rights.ts";

/** What of the inbox stands in the address: the queue and whose it is, one channel, the searched name, and the contact pane on narrow screens. */
const inboxSearch = z.object({
  queue: inboxQueue.optional().catch(undefined),
  team: z.uuid().optional().catch(undefined),
  channel: z.uuid().optional().catch(undefined),
  search: z.string().max(100).optional().catch(undefined),
  panel: z.literal("contact").optional().catch(undefined),
});

const inboxRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/inbox",
  validateSearch: inboxSearch,
  beforeLoad: ({ context }) => requireRight(context.session, "inbox.read"),
  component: lazyRouteComponent(() => import("#web/inbox/inbox-page.tsx"), "InboxPage"),
});

/** The panes are drawn by the inbox itself, so that the list stays as it is while conversations are opened. */
const conversationRoute = createRoute({ getParentRoute: () => inboxRoute, path: "/$conversationId" });

/** The paths of the inbox: `/inbox`, and `/inbox/:conversationId` with that conversation open. */
export const inboxRoutes = inboxRoute.addChildren([conversationRoute]);

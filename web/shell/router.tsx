import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { inboxRoutes } from "#web/inbox/routes.tsx";
import { sessionRoutes } from "#web/sessions/routes.tsx";
import { settingsRoutes } from "#web/settings/routes.tsx";
import { appRoute, rootRoute } from "#web/shell/app-route.tsx";
import { NotFoundPage } from "#web/shell/not-found-page.tsx";
import { queryClient } from "#web/shell/query-client.ts";
import { RouteError } from "#web/shell/route-error.tsx";

/*
 * How a room joins the app.
 *
 * 1. `web/<room>/routes.tsx` is small and loaded at once: it declares the room's paths and nothing else. It exports
 *    `<room>Routes`, a route made with `createRoute({ getParentRoute: () => appRoute, … })` (from
 *    `#web/shell/app-route.tsx`) with its children added. Everything it draws comes by
 *    `component: lazyRouteComponent(() => import("#web/<room>/some-page.tsx"), "SomePage")`, so that each page is a
 *    file of its own which the browser fetches when it is opened (or when a link to it is hovered).
 * 2. A page that needs a right says so in its route: `beforeLoad: ({ context }) => requireRight(context.session, "…")`.
 *    Who does not hold it sees a page that names the right; links to it are hidden with `useRight("…")`.
 * 3. The route is added to the tree below, and the room to `rooms.ts`, which the rail and the palette are drawn from.
 * 4. Inside a page: data by TanStack Query with `call(endpoint, …)`; live events by `useLive`; keys by `useKeys`;
 *    entries of the palette by `useCommands`; anything thrown while drawing or loading ends on the error page.
 */

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/inbox" });
  },
});

/** An address that leads nowhere, said inside the frame; who is not signed in is asked to do that first. */
const elsewhereRoute = createRoute({ getParentRoute: () => appRoute, path: "$", component: NotFoundPage });

const routeTree = rootRoute.addChildren([
  ...sessionRoutes,
  appRoute.addChildren([homeRoute, inboxRoutes, settingsRoutes, elsewhereRoute]),
]);

/** The one router: typed links to every page of the app. */
export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  // A page that is forbidden or broken leaves what stands around it alone, and with it the live connection.
  defaultErrorComponent: RouteError,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

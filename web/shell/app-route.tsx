import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, Outlet, redirect } from "@tanstack/react-router";
import { Frame } from "#web/shell/frame.tsx";
import { NotFoundPage } from "#web/shell/not-found-page.tsx";
import { RouteError } from "#web/shell/route-error.tsx";
import { entranceQuery } from "#web/shell/session.ts";

/** The root of all routes; its context carries the one query client. */
export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  errorComponent: RouteError,
  notFoundComponent: NotFoundPage,
});

/**
 * The parent of every room: draws the frame, and lets in only who is signed in with a password of their own. A room's routes hang below it with
 * `getParentRoute: () => appRoute`, and find the session in their context.
 */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "app",
  component: Frame,
  errorComponent: RouteError,
  notFoundComponent: NotFoundPage,
  beforeLoad: async ({ context, location }) => {
    const entrance = await context.queryClient.ensureQueryData(entranceQuery);
    const next = location.href === "/" ? {} : { next: location.href };
    if (entrance.session?.mustChoosePassword) throw redirect({ to: "/choose-password", search: next });
    if (entrance.session) return { session: entrance.session };
    if (entrance.firstVisit) throw redirect({ to: "/sign-up" });
    throw redirect({ to: "/sign-in", search: next });
  },
});

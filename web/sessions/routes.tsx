import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { rootRoute } from "#web/shell/app-route.tsx";
import { entranceQuery } from "#web/shell/session.ts";

/** The address of a page of this app to go to after signing in; anything else is left out. */
function ownAddress(next: unknown): { next?: string | undefined } {
  return { next: typeof next === "string" && /^\/(?![/\\])/u.test(next) ? next : undefined };
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>) => ownAddress(search.next),
  beforeLoad: async ({ context, search }) => {
    const entrance = await context.queryClient.ensureQueryData(entranceQuery);
    if (entrance.session) throw redirect({ href: search.next ?? "/" });
    if (entrance.firstVisit) throw redirect({ to: "/sign-up" });
  },
  component: lazyRouteComponent(() => import("#web/sessions/sign-in-page.tsx"), "SignInPage"),
});

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-up",
  beforeLoad: async ({ context }) => {
    const entrance = await context.queryClient.ensureQueryData(entranceQuery);
    if (entrance.session) throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("#web/sessions/sign-up-page.tsx"), "SignUpPage"),
});

/** The pages of somebody who is not signed in. */
export const sessionRoutes = [signInRoute, signUpRoute];

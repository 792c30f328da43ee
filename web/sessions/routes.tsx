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

const choosePasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/choose-password",
  validateSearch: (search: Record<string, unknown>) => ownAddress(search.next),
  beforeLoad: async ({ context, search }) => {
    const { session } = await context.queryClient.ensureQueryData(entranceQuery);
    if (!session) throw redirect({ to: "/sign-in", search });
    if (!session.mustChoosePassword) throw redirect({ href: search.next ?? "/" });
  },
  component: lazyRouteComponent(() => import("#web/sessions/choose-password-page.tsx"), "ChoosePasswordPage"),
});

const forgottenPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/forgotten-password",
  beforeLoad: ({ context }) => context.queryClient.ensureQueryData(entranceQuery).then(() => undefined),
  component: lazyRouteComponent(() => import("#web/sessions/forgotten-password-page.tsx"), "ForgottenPasswordPage"),
});

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/welcome",
  component: lazyRouteComponent(() => import("#web/sessions/welcome-page.tsx"), "WelcomePage"),
});

/** What was deleted of a person who has asked for that at the service they had logged in with. */
const dataDeletionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/data-deletion/$code",
  component: lazyRouteComponent(() => import("#web/channels/data-deletion-page.tsx"), "DataDeletionPage"),
});

/** The pages of somebody who is not in yet. */
export const sessionRoutes = [
  signInRoute,
  signUpRoute,
  choosePasswordRoute,
  forgottenPasswordRoute,
  welcomeRoute,
  dataDeletionRoute,
];

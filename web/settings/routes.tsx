import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "#web/shell/app-route.tsx";

/** The paths of the settings. */
export const settingsRoutes = createRoute({
  getParentRoute: () => appRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("#web/settings/settings-page.tsx"), "SettingsPage"),
});

import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { type ChannelKind, channelKind } from "#contract/channels.ts";
import { appRoute } from "#web/shell/app-route.tsx";
import { requireRight } from "#web/shell/rights.ts";

const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("#web/settings/settings-page.tsx"), "SettingsPage"),
});

/** On a phone the menu is a page of its own; elsewhere the first page stands beside it. */
const indexRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/",
  component: lazyRouteComponent(() => import("#web/settings/settings-index.tsx"), "SettingsIndex"),
});

const profileRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/profile",
  beforeLoad: ({ context }) => requireRight(context.session, "profile.edit"),
  component: lazyRouteComponent(() => import("#web/members/profile-page.tsx"), "ProfilePage"),
});

const generalRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/general",
  component: lazyRouteComponent(() => import("#web/workspaces/general-page.tsx"), "GeneralPage"),
});

const integrationsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/integrations",
  validateSearch: integrationsSearch,
  beforeLoad: ({ context }) => requireRight(context.session, "channels.read"),
  component: lazyRouteComponent(() => import("#web/channels/integrations-page.tsx"), "IntegrationsPage"),
});

const limitsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/integrations/$channelId/limits",
  beforeLoad: ({ context }) => requireRight(context.session, "channels.read"),
  component: lazyRouteComponent(() => import("#web/guards/guards-page.tsx"), "GuardsPage"),
});

const auditRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/audit",
  beforeLoad: ({ context }) => requireRight(context.session, "audit.read"),
  component: lazyRouteComponent(() => import("#web/audit/audit-page.tsx"), "AuditPage"),
});

const usersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/users",
  /** `member` opens their panel. */
  validateSearch: ({ member }: { member?: unknown }): { member?: string } =>
    typeof member === "string" ? { member } : {},
  beforeLoad: ({ context }) => requireRight(context.session, "members.manage"),
  component: lazyRouteComponent(() => import("#web/members/directory/directory-page.tsx"), "DirectoryPage"),
});

const viewAsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/users/$memberId/inbox",
  beforeLoad: ({ context }) => requireRight(context.session, "members.inspect"),
  component: lazyRouteComponent(() => import("#web/sight/view-as-page.tsx"), "ViewAsPage"),
});

const rolesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/roles",
  component: lazyRouteComponent(() => import("#web/members/roles/roles-page.tsx"), "RolesPage"),
});

const teamsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/teams",
  beforeLoad: ({ context }) => requireRight(context.session, "teams.read"),
  component: lazyRouteComponent(() => import("#web/teams/teams-page.tsx"), "TeamsPage"),
});

const teamRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/teams/$teamId",
  beforeLoad: ({ context }) => requireRight(context.session, "teams.read"),
  component: lazyRouteComponent(() => import("#web/teams/team-page.tsx"), "TeamPage"),
});

interface IntegrationsSearch {
  /** The kind whose dialog stands open, so that the palette and a link can lead there. */
  readonly connect?: ChannelKind;
  /** The channel that is to be mended: it is shown, and its remedy opened. */
  readonly fix?: string;
  /** With which login the browser comes back from a service, and the kind of the channels that are connected with it. */
  readonly login?: string;
  readonly kind?: ChannelKind;
}

function integrationsSearch({ connect, fix, login, kind }: Record<string, unknown>): IntegrationsSearch {
  const opened = channelKind.safeParse(connect).data;
  if (opened) return { connect: opened };
  if (typeof fix === "string") return { fix };
  const known = channelKind.safeParse(kind).data;
  return known && typeof login === "string" ? { login, kind: known } : {};
}

/** The paths of the settings. */
export const settingsRoutes = settingsRoute.addChildren([
  indexRoute,
  profileRoute,
  generalRoute,
  integrationsRoute,
  limitsRoute,
  auditRoute,
  usersRoute,
  viewAsRoute,
  rolesRoute,
  teamsRoute,
  teamRoute,
]);

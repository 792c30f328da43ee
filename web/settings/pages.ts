import {
  IconBuilding,
  IconHistory,
  IconPlugConnected,
  IconShieldCheck,
  IconUser,
  IconUsers,
  IconUsersGroup,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Right } from "#contract/rights.ts";

/** One page of the settings, as its menu and the command palette list it. */
export interface SettingsPage {
  readonly name: string;
  readonly path:
    | "/settings/profile"
    | "/settings/general"
    | "/settings/integrations"
    | "/settings/audit"
    | "/settings/users"
    | "/settings/roles"
    | "/settings/teams";
  /** The heading it stands under in the menu. */
  readonly group: "You" | "Workspace" | "People";
  readonly icon: TablerIcon;
  /** Who lacks this right does not see the page. */
  readonly right: Right;
  /** Other words by which the palette finds it. */
  readonly words: string;
}

/** All pages of the settings, in the order of the menu. */
export const settingsPages: readonly SettingsPage[] = [
  {
    name: "My profile",
    path: "/settings/profile",
    group: "You",
    icon: IconUser,
    right: "profile.edit",
    words: "name e-mail password avatar picture time zone sessions",
  },
  {
    name: "General",
    path: "/settings/general",
    group: "Workspace",
    icon: IconBuilding,
    // Everyone: sound is a choice of each browser. What concerns the whole workspace is read-only without its right.
    right: "profile.edit",
    words: "workspace name members see visibility walls auto-archive alerts sound volume browser notifications",
  },
  {
    name: "Integrations",
    path: "/settings/integrations",
    group: "Workspace",
    icon: IconPlugConnected,
    right: "channels.read",
    words: "channels connect telegram bot token whatsapp phone link scan code messenger facebook page login status",
  },
  {
    name: "Audit log",
    path: "/settings/audit",
    group: "Workspace",
    icon: IconHistory,
    right: "audit.read",
    words: "who changed what history export security",
  },
  {
    name: "Users",
    path: "/settings/users",
    group: "People",
    icon: IconUsers,
    right: "members.manage",
    words: "members people invite directory deactivate remove password import",
  },
  {
    name: "Teams",
    path: "/settings/teams",
    group: "People",
    icon: IconUsersGroup,
    right: "teams.read",
    words: "team members lead queue queues distribution colour",
  },
  {
    name: "Roles",
    path: "/settings/roles",
    group: "People",
    icon: IconShieldCheck,
    right: "profile.edit",
    words: "what each role may do rights permissions owner admin manager user",
  },
];

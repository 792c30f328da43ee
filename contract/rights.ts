/** The roles of a member, highest rank first. */
export const roles = ["owner", "admin", "manager", "user"] as const;

/** A member's role in one workspace. */
export type Role = (typeof roles)[number];

/** How high a role stands; nobody grants more than their own rank. */
export function rankOf(role: Role): number {
  return roles.length - roles.indexOf(role);
}

/**
 * Everything that a role may be allowed to do, with the sentence that people read. This is the only list: the server
 * enforces it, the web hides by it and the API reference prints it.
 */
export const rights = {
  "profile.edit": "Edit their own profile and end their own sessions",
  "inbox.read": "Read conversations and contacts in the inbox",
  "inbox.reply": "Answer customers, write notes, assign, transfer, archive and reopen conversations",
  "inbox.all": "See the conversations of every team, whatever the workspace lets members see",
  "alerts.read": "See warnings about channels that are offline",
  "members.read": "See who works in the workspace",
  "members.manage": "Invite, change, deactivate and remove members of a lower rank",
  "members.inspect": "Ask why a member sees a conversation, and see the inbox as they do",
  "owners.manage": "Make and unmake Owners",
  "teams.read": "See the teams and their queues",
  "teams.manage": "Make teams, choose their members and give them queues",
  "channels.read": "See the connected channels and their status",
  "channels.configure": "Connect, pause, repair and remove channels",
  "workspace.configure": "Change the workspace's name, auto-archive, alerts and what members see",
  "audit.read": "Read and export the audit log",
} as const satisfies Record<string, string>;

/** The name of one right. */
export type Right = keyof typeof rights;

const ofUser: readonly Right[] = [
  "profile.edit",
  "inbox.read",
  "inbox.reply",
  "alerts.read",
  "members.read",
  "teams.read",
  "channels.read",
];
const ofManager: readonly Right[] = [...ofUser, "inbox.all", "teams.manage"];
const ofAdmin: readonly Right[] = [
  ...ofManager,
  "members.manage",
  "members.inspect",
  "channels.configure",
  "workspace.configure",
  "audit.read",
];

/** The one table of which role holds which right. */
export const rightsOfRole: Readonly<Record<Role, readonly Right[]>> = {
  owner: [...ofAdmin, "owners.manage"],
  admin: ofAdmin,
  manager: ofManager,
  user: ofUser,
};

/** Whether a role holds a right. */
export function holds(role: Role, right: Right): boolean {
  return rightsOfRole[role].includes(right);
}

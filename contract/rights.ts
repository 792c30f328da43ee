/** The roles of a member, highest rank first. */
export const roles = ["owner", "admin", "manager", "user"] as const;

/** A member's role in one workspace. */
export type Role = (typeof roles)[number];

/**
 * Everything that a role may be allowed to do, with the sentence that people read. This is the only list: the server
 * enforces it, the web hides by it and the API reference prints it.
 */
export const rights = {
  "profile.edit": "Edit their own profile and end their own sessions",
  "inbox.read": "Read conversations and contacts in the inbox",
  "inbox.reply": "Answer customers, assign, archive and reopen conversations",
  "alerts.read": "See warnings about channels that are offline",
  "members.read": "See who works in the workspace",
  "channels.read": "See the connected channels and their status",
  "channels.configure": "Connect, pause, repair and remove channels",
  "workspace.configure": "Change the workspace's name, auto-archive and alerts",
} as const satisfies Record<string, string>;

/** The name of one right. */
export type Right = keyof typeof rights;

const everyone: readonly Right[] = [
  "profile.edit",
  "inbox.read",
  "inbox.reply",
  "alerts.read",
  "members.read",
  "channels.read",
];
const configuration: readonly Right[] = ["channels.configure", "workspace.configure"];

/** The one table of which role holds which right. */
export const rightsOfRole: Readonly<Record<Role, readonly Right[]>> = {
  owner: [...everyone, ...configuration],
  admin: [...everyone, ...configuration],
  manager: everyone,
  user: everyone,
};

/** Whether a role holds a right. */
export function holds(role: Role, right: Right): boolean {
  return rightsOfRole[role].includes(right);
}

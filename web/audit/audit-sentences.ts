import type { AuditAction, AuditEntry } from "#contract/audit.ts";
import { counted } from "#web/design/format-number.ts";

/** What an action is called where one is chosen. */
export const actionNames: Readonly<Record<AuditAction, string>> = {
  "session.started": "Signed in",
  "session.ended": "Signed out",
  "password.changed": "Password changed",
  "password.reset": "Password reset",
  "email.changed": "E-mail address changed",
  "member.invited": "Member invited",
  "member.joined": "Member joined",
  "member.renamed": "Member renamed",
  "member.role_changed": "Role changed",
  "member.deactivated": "Member deactivated",
  "member.reactivated": "Member reactivated",
  "member.removed": "Member removed",
  "member.viewed_as": "Inbox viewed as a member",
  "team.created": "Team made",
  "team.changed": "Team changed",
  "team.deleted": "Team deleted",
  "team.member_added": "Member added to a team",
  "team.member_removed": "Member taken out of a team",
  "queue.given": "Queue given to a team",
  "queue.moved": "Open conversations moved",
  "queue.move_undone": "Move undone",
  "workspace.created": "Workspace made",
  "workspace.changed": "Settings changed",
  "channel.connected": "Channel connected",
  "channel.renamed": "Channel renamed",
  "channel.paused": "Channel paused",
  "channel.resumed": "Channel resumed",
  "channel.reconnected": "Channel reconnected",
  "channel.removed": "Channel removed",
  "channel.guards_changed": "Sending limits changed",
  "conversation.opt_out_lifted": "Opt-out lifted",
  "archive.undone": "Auto-archive undone",
  "audit.exported": "Audit log exported",
};

/** What the sentence says of the details need not stand below it again. */
type Sentence = (name: string, isSelf: boolean, details: { before: Details; after: Details }) => string;

type Details = Readonly<Record<string, unknown>>;

const sentences: Readonly<Record<AuditAction, Sentence>> = {
  "session.started": () => "signed in",
  "session.ended": (name, isSelf, { after }) => {
    const places = Number(after.sessions) > 1 ? ` at ${counted(Number(after.sessions), "place")}` : "";
    return `${isSelf ? "signed out" : `signed ${name} out`}${places}`;
  },
  "password.changed": () => "chose a new password",
  "password.reset": (name, isSelf) => (isSelf ? "chose a new password by e-mail" : `reset the password of ${name}`),
  "email.changed": () => "changed their e-mail address",
  "member.invited": (name) => `invited ${name}`,
  "member.joined": () => "joined the workspace",
  "member.renamed": (name, isSelf) => (isSelf ? "changed their name" : `renamed ${name}`),
  "member.role_changed": (name) => `changed the role of ${name}`,
  "member.deactivated": (name) => `deactivated ${name}`,
  "member.reactivated": (name) => `reactivated ${name}`,
  "member.removed": (name) => `removed ${name}`,
  "member.viewed_as": (name) => `viewed the inbox as ${name}`,
  "team.created": (name) => `made the team ${name}`,
  "team.changed": (name) => `changed the team ${name}`,
  "team.deleted": (name) => `deleted the team ${name}`,
  "team.member_added": (name, _, { after }) => `added ${after.member ?? "a member"} to the team ${name}`,
  "team.member_removed": (name, _, { before }) => `took ${before.member ?? "a member"} out of the team ${name}`,
  "queue.given": (name, _, { after }) =>
    after.team ? `gave the queue ${name} to the team ${after.team}` : `made the queue ${name} everyone’s`,
  "queue.moved": (name, _, { after }) =>
    `moved ${counted(Number(after.moved ?? 0), "open conversation")} of the queue ${name}`,
  "queue.move_undone": (name) => `undid the move of the queue ${name}`,
  "workspace.created": (name) => `made the workspace ${name}`,
  "workspace.changed": () => "changed the settings",
  "channel.connected": (name) => `connected the channel ${name}`,
  "channel.renamed": (name) => `renamed a channel to ${name}`,
  "channel.paused": (name) => `paused the channel ${name}`,
  "channel.resumed": (name) => `resumed the channel ${name}`,
  "channel.reconnected": (name) => `reconnected the channel ${name}`,
  "channel.removed": (name) => `removed the channel ${name}`,
  "channel.guards_changed": (name) => `changed the sending limits of ${name}`,
  "conversation.opt_out_lifted": (name) => `lifted the opt-out of ${name}`,
  "archive.undone": () => "undid a run of auto-archive",
  "audit.exported": () => "exported the audit log",
};

/** What an entry says behind the name of who did it. */
export function sentenceOf({ action, actor, subject, before, after }: AuditEntry): string {
  return sentences[action](subject.name, actor?.memberId === subject.id, { before: before ?? {}, after: after ?? {} });
}

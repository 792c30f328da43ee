import { z } from "zod";

/**
 * Everything that the audit log records: noun and past participle. A new kind of event is added here, with its sentence in the
 * web, and recorded in the transaction of what it tells.
 */
export const auditAction = z.enum([
  "session.started",
  "session.refused",
  "session.ended",
  "password.changed",
  "password.reset",
  "email.changed",
  "member.invited",
  "member.joined",
  "member.renamed",
  "member.role_changed",
  "member.deactivated",
  "member.reactivated",
  "member.removed",
  "member.viewed_as",
  "team.created",
  "team.changed",
  "team.deleted",
  "team.member_added",
  "team.member_removed",
  "queue.given",
  "queue.moved",
  "queue.move_undone",
  "workspace.created",
  "workspace.changed",
  "channel.connected",
  "channel.renamed",
  "channel.paused",
  "channel.resumed",
  "channel.reconnected",
  "channel.removed",
  "archive.undone",
  "audit.exported",
]);

/** What the audit log records. */
export type AuditAction = z.output<typeof auditAction>;

/** What an entry is about. */
export const auditSubjectKind = z.enum(["member", "team", "channel", "workspace", "conversation", "archive_run"]);

/** What an entry is about. */
export type AuditSubjectKind = z.output<typeof auditSubjectKind>;

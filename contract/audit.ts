import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { id, moment, page, pageQuery } from "#contract/values.ts";

/**
 * Everything that the audit log records: noun and past participle. A new kind of event is added here, with its sentence in the
 * web, and recorded in the transaction of what it tells.
 */
export const auditAction = z.enum([
  "session.started",
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
  "channel.guards_changed",
  "conversation.opt_out_lifted",
  "archive.undone",
  "audit.exported",
]);

/** What the audit log records. */
export type AuditAction = z.output<typeof auditAction>;

/** What an entry is about. */
export const auditSubjectKind = z.enum(["member", "team", "channel", "workspace", "conversation", "archive_run"]);

/** What an entry is about. */
export type AuditSubjectKind = z.output<typeof auditSubjectKind>;

const details = z.record(z.string(), z.unknown()).nullable();

/**
 * One line of the audit log. Names are those of then. `actor` is null where Wokfow itself acted or nobody was signed in; `address`
 * and `browser` are null where nothing came from outside. `before` and `after` hold what changed and nothing secret.
 */
export const auditEntry = z.object({
  id,
  at: moment,
  actor: z.object({ memberId: id, name: z.string() }).nullable(),
  action: auditAction,
  subject: z.object({ kind: auditSubjectKind, id: id.nullable(), name: z.string() }),
  address: z.string().nullable(),
  browser: z.string().nullable(),
  before: details,
  after: details,
});

/** One line of the audit log. */
export type AuditEntry = z.output<typeof auditEntry>;

/** What narrows the log: who acted, what happened, and between which moments (`from` included, `to` not). */
export const auditFilter = z.object({
  memberId: id.optional(),
  action: auditAction.optional(),
  from: moment.optional(),
  to: moment.optional(),
});

/** What narrows the log. */
export type AuditFilter = z.output<typeof auditFilter>;

/** The audit log, newest first. Refused `invalid_cursor`. */
export const listAudit = endpoint({
  method: "GET",
  path: "/audit",
  summary: "Read the audit log",
  access: right("audit.read"),
  status: 200,
  query: pageQuery.extend(auditFilter.shape),
  answer: page(auditEntry),
});

/** The audit log as a CSV file in UTF-8, newest first, with formulas made harmless. The export is itself recorded. */
export const exportAudit = endpoint({
  method: "GET",
  path: "/audit/export",
  summary: "Export the audit log as CSV",
  access: right("audit.read"),
  status: 200,
  query: auditFilter,
  stream: true,
});

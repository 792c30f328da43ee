import { sql } from "kysely";
import type { AuditAction, AuditSubjectKind } from "#contract/audit.ts";
import { actingMemberId, type Transaction } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";

/** What an entry tells. `before` and `after` hold only what changed, in the words of the contract, and never a secret. */
export interface AuditEntry {
  readonly action: AuditAction;
  /** A member's name need not be given. */
  readonly subject: { readonly kind: AuditSubjectKind; readonly id: string; readonly name?: string };
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  /** Who did it, where that is not who acts in this context: whoever signs in is nobody before. */
  readonly memberId?: string;
}

/**
 * Writes an entry of the audit log in the transaction of what it tells, so that neither is there without the other. Who and from
 * where are taken from the context.
 */
export async function recordAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  const memberId = entry.memberId ?? actingMemberId(tx);
  const visit = tx.actor.visit;
  const nameOf = (id: string | null) =>
    sql`(select display_name from members where workspace_id = ${tx.workspaceId}::uuid and id = ${id}::uuid)`;
  const { action, subject } = entry;
  await sql`
    insert into audit_entries (workspace_id, id, at, actor_id, actor_name, action, subject_kind, subject_id, subject_name,
                               address, browser, before, after)
    values (${tx.workspaceId}::uuid, ${newId()}::uuid, ${tx.clock.now()}::timestamptz, ${memberId}::uuid, ${nameOf(memberId)},
            ${action}::text, ${subject.kind}::text, ${subject.id}::uuid, coalesce(${subject.name ?? null}::text, ${nameOf(subject.id)}),
            ${visit?.address ?? null}::text, ${visit?.userAgent ?? null}::text,
            ${json(entry.before)}::jsonb, ${json(entry.after)}::jsonb)`.execute(tx.db);
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

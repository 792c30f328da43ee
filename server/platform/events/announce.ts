import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import { actingMemberId } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";

/** What happened: `kind` is noun and past participle ("conversation.archived"), `details` whatever its readers need. */
export interface Fact {
  readonly kind: string;
  readonly subjectId?: string;
  readonly conversationId?: string;
  readonly details?: Record<string, unknown>;
}

/**
 * Writes down what happened, in the transaction in which it happens; live screens, threads, alerts and the audit log read it
 * from there. It is published to open browsers after the commit and never before.
 */
export async function announce(tx: Transaction, fact: Fact): Promise<void> {
  const id = newId();
  tx.afterCommit(() => tx.events.publish([{ workspaceId: tx.workspaceId, id, kind: fact.kind }]));
  await tx.db
    .insertInto("facts")
    .values({
      workspace_id: tx.workspaceId,
      id,
      kind: fact.kind,
      at: tx.clock.now(),
      actor_id: actingMemberId(tx),
      subject_id: fact.subjectId ?? null,
      conversation_id: fact.conversationId ?? null,
      details: fact.details ?? {},
    })
    .execute();
}

/**
 * Writes down many facts of one kind of change at once, without publishing each: whoever changes thousands of records
 * announces one fact about all of them beside these, so that open browsers refetch once.
 */
export async function announceQuietly(tx: Transaction, facts: readonly Fact[]): Promise<void> {
  const rows = facts.map(({ kind, subjectId = null, conversationId = null, details = {} }) => ({
    id: newId(),
    kind,
    subject_id: subjectId,
    conversation_id: conversationId,
    details,
  }));
  // One parameter for any number of rows, so that the text of the statement is always the same and stays prepared.
  await sql`
    insert into facts (workspace_id, id, kind, at, actor_id, subject_id, conversation_id, details)
    select ${tx.workspaceId}::uuid, id, kind, ${tx.clock.now()}::timestamptz, ${actingMemberId(tx)}::uuid,
           subject_id, conversation_id, details
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as fact(id uuid, kind text, subject_id uuid, conversation_id uuid, details jsonb)`.execute(tx.db);
}

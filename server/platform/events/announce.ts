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

import { sql } from "kysely";
import type { DeliveryState, RefusalReason } from "#contract/messages.ts";
import type { Transaction } from "#server/context.ts";
import { lockConversation } from "#server/conversations/lock-conversation.ts";
import { announce } from "#server/platform/events/announce.ts";

/** One attempt to hand a message over. */
export interface Attempt {
  readonly id: string;
  readonly conversationId: string;
  readonly attempt: number;
}

/** How an attempt ended, and in which state it leaves the message. `outcome` is kept with the attempt. */
export interface Settlement {
  readonly state: DeliveryState;
  readonly outcome: string;
  readonly detail?: string | null;
  readonly refusal?: RefusalReason;
  readonly externalId?: string;
  readonly sequence?: number;
  readonly nextAttemptAt?: Date;
  readonly laneHeldUntil?: Date;
}

/**
 * Writes down how an attempt ended, on the attempt, the message and the conversation that shows it last. An answer that comes
 * after the message was given up as unknown is still the truth about it; one about an older attempt is not.
 */
export async function settleMessage(tx: Transaction, attempt: Attempt, settlement: Settlement): Promise<void> {
  const { id, conversationId } = attempt;
  const { state, outcome, detail = null, refusal = null, externalId = null, sequence = null } = settlement;
  await Promise.all([
    lockConversation(tx, conversationId),
    sql`
      with attempt as (
        update delivery_attempts set finished_at = ${tx.clock.now()}::timestamptz, outcome = ${outcome}::text, detail = ${detail}::text
         where workspace_id = ${tx.workspaceId}::uuid and message_id = ${id}::uuid and attempt = ${attempt.attempt}::integer
      ),
      settled as (
        update messages
           set state = ${state}::text, external_id = coalesce(${externalId}::text, external_id),
               sequence = coalesce(${sequence}::bigint, sequence), next_attempt_at = ${settlement.nextAttemptAt ?? null}::timestamptz,
               lane_held_until = ${settlement.laneHeldUntil ?? null}::timestamptz,
               refusal_reason = ${refusal}::text, refusal_detail = case when ${refusal}::text is not null then ${detail}::text end
         where workspace_id = ${tx.workspaceId}::uuid and id = ${id}::uuid and attempts = ${attempt.attempt}::integer
           and state in ('sending', 'unknown')
        returning id
      )
      update conversations c set last_state = ${state}::text, last_message_sequence = coalesce(${sequence}::bigint, last_message_sequence)
        from settled where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid and c.last_message_id = settled.id`.execute(
      tx.db,
    ),
    announce(tx, { kind: "message.changed", subjectId: id, conversationId }),
  ]);
}

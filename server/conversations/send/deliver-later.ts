import type { Transaction } from "#server/context.ts";
import { job } from "#server/platform/jobs/job.ts";

/** Hands the queued messages of one conversation to the outside service, one after the other. */
export const deliverConversationLater = job<{ conversationId: string }>("deliver_conversation");

/** Enqueues the lane of a conversation: one job at a time, and never two that wait. */
export function deliverLater(tx: Transaction, conversationId: string, runAt?: Date): Promise<void> {
  const lane = `deliver:${conversationId}`;
  return deliverConversationLater.later(tx, { conversationId }, { key: lane, queue: lane, ...(runAt && { runAt }) });
}

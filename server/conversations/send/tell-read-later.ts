import type { Transaction } from "#server/context.ts";
import { job } from "#server/platform/jobs/job.ts";

/** Tells a customer that what had arrived until a moment (ISO 8601) was read. */
export const tellReadJob = job<{ conversationId: string; until: string }>("tell_read");

/** Has the customer told that what has arrived by now was read; whatever waits already is replaced. */
export function tellReadLater(tx: Transaction, conversationId: string, until: Date, runAt?: Date): Promise<void> {
  const key = `tell_read:${conversationId}`;
  return tellReadJob.later(tx, { conversationId, until: until.toISOString() }, { key, ...(runAt && { runAt }) });
}

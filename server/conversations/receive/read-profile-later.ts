import type { Transaction } from "#server/context.ts";
import { job } from "#server/platform/jobs/job.ts";
import { laneOf } from "#server/platform/jobs/lane-of.ts";

/** Asks the outside service what somebody calls themselves who has told no name. */
export const readProfileJob = job<{ contactId: string }>("read_profile");

// As many at once: a service that answers slowly must not keep answers to customers waiting.
const lanes = 2;

/** Called when a contact is new of whom nothing is known but an identifier. */
export function readProfileLater(tx: Transaction, contactId: string): Promise<void> {
  return readProfileJob.later(tx, { contactId }, { queue: laneOf("profile", contactId, lanes) });
}

import type { Transaction } from "#server/context.ts";
import { HeldBack } from "#server/guards/held-back.ts";
import { judgeSending } from "#server/guards/judge-sending.ts";
import { guardsOf, prospectOf } from "#server/guards/queries.ts";
import { sayGuard } from "#server/guards/say-guard.ts";

/**
 * Judges whether the first message of a conversation that was just begun on a guarded channel would be let out today, so that nobody
 * begins in vain. Nothing is counted: that is done when something is written. Refused `replies_only`, `first_contacts_used_up`.
 */
export async function admitBeginning(tx: Transaction, conversationId: string): Promise<void> {
  const prospect = await prospectOf(tx, conversationId);
  if (!prospect) return;
  const guard = judgeSending(await guardsOf(tx, prospect.channel_id), prospect, tx.clock.now());
  if (guard && guard !== "stopped") throw new HeldBack(prospect.channel_id, sayGuard[guard](prospect));
}

import { type Context, type Transaction, transact } from "#server/context.ts";
import { HeldBack } from "#server/guards/held-back.ts";
import { judgeSending } from "#server/guards/judge-sending.ts";
import { countFirstContact, countToday, guardsOf, lockGuards, prospectOf } from "#server/guards/queries.ts";
import { sayGuard } from "#server/guards/say-guard.ts";

/**
 * Judges whether a message to a conversation, which the transaction has taken, would leave its guarded channel, and takes one of the
 * first contacts of the day where it is one. What would only have to wait passes. Refused `opted_out`, `conversation_paused`,
 * `replies_only`, `first_contacts_used_up`; the lane judges once more when the message is to leave.
 */
export async function admitDraft(tx: Transaction, conversationId: string): Promise<void> {
  const prospect = await prospectOf(tx, conversationId);
  if (!prospect) return;
  const isFirst = !prospect.has_written && !prospect.is_counted;
  // Only first contacts are counted, so only they wait for each other.
  if (isFirst) return admitFirst(tx, prospect.channel_id, conversationId);
  const guard = judgeSending(await guardsOf(tx, prospect.channel_id), prospect, tx.clock.now());
  if (guard && guard !== "stopped") throw new HeldBack(prospect.channel_id, sayGuard[guard](prospect));
}

async function admitFirst(tx: Transaction, channelId: string, conversationId: string): Promise<void> {
  const guards = await lockGuards(tx, channelId);
  // Read again: what others have counted meanwhile is seen only now.
  const prospect = await prospectOf(tx, conversationId);
  if (!prospect) return;
  const guard = judgeSending(guards, prospect, tx.clock.now());
  // The lane counts it when it leaves.
  if (guard === "stopped") return;
  if (guard) throw new HeldBack(channelId, sayGuard[guard](prospect));
  await countFirstContact(tx, channelId, conversationId);
}

/** Runs what may be refused by a guard, and counts it for the channel if it was; the transaction of the refused is gone by then. */
export async function countingHeldBack<T>(context: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HeldBack) {
      await transact(context, (tx) => countToday(tx, error.channelId, { heldBack: 1 }));
    }
    throw error;
  }
}

import type { SendingGuard } from "#contract/sending-guards.ts";
import { capabilitiesOf } from "#server/channels/adapters.ts";
import type { Context } from "#server/context.ts";
import { HeldBack } from "#server/guards/held-back.ts";
import { judgeSending, type Prospect } from "#server/guards/judge-sending.ts";
import { guardsOf, prospectOf } from "#server/guards/queries.ts";
import { sayGuard } from "#server/guards/say-guard.ts";

/** What keeps something from leaving to a customer, and whom it concerns. */
export interface FoundGuard {
  readonly guard: SendingGuard;
  readonly prospect: Prospect;
}

/** Which guard would keep a message to a customer from leaving now; null when none does, as on channels without guards. */
export async function findGuard(context: Context, conversationId: string): Promise<FoundGuard | null> {
  const prospect = await prospectOf(context, conversationId);
  // Nothing can be sent on a removed channel anyway, and its own sentence says so.
  if (!prospect || prospect.removed_at || !capabilitiesOf[prospect.kind].guarded) return null;
  const guard = judgeSending(await guardsOf(context, prospect.channel_id), prospect, context.clock.now());
  return guard && { guard, prospect };
}

/** Lets what happens at once or never, such as a reaction, leave; refused by whatever would keep a message, a stop included. */
export async function admitGesture(context: Context, conversationId: string): Promise<void> {
  const found = await findGuard(context, conversationId);
  if (found) throw new HeldBack(found.prospect.channel_id, sayGuard[found.guard](found.prospect));
}

import type { SendingOutlook } from "#contract/sending-guards.ts";
import type { Context } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { findGuard } from "#server/guards/find-guard.ts";
import { midnightAfter } from "#server/guards/sending-day.ts";

/** Whether a message to a customer would leave now, judged as it will be. Refused `not_found`. */
export async function readOutlook(context: Context, conversationId: string): Promise<SendingOutlook> {
  await accessConversation(context, conversationId);
  const guard = (await findGuard(context, conversationId))?.guard ?? null;
  return { guard, until: guard === "first_contacts" ? midnightAfter(context.clock.now()).toISOString() : null };
}

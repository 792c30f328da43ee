import type { SendingOutlook } from "#contract/sending-guards.ts";
import { accessChannel } from "#server/channels/access.ts";
import { capabilitiesOf } from "#server/channels/adapters.ts";
import type { Context } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { judgeSending } from "#server/guards/judge-sending.ts";
import { guardsOf, prospectOf } from "#server/guards/queries.ts";
import { midnightAfter } from "#server/guards/sending-day.ts";

const nothing: SendingOutlook = { guard: null, until: null };

/** Whether a message to a customer would leave now, judged as it will be. Refused `not_found`. */
export async function readOutlook(context: Context, conversationId: string): Promise<SendingOutlook> {
  const { channelId } = await accessConversation(context, conversationId);
  const isGuarded = await guards(context, channelId);
  const prospect = isGuarded ? await prospectOf(context, conversationId) : undefined;
  if (!prospect) return nothing;
  const now = context.clock.now();
  const guard = judgeSending(await guardsOf(context, channelId), prospect, now);
  return { guard, until: guard === "first_contacts" ? midnightAfter(now).toISOString() : null };
}

/** A channel that was removed holds nothing back: nothing can be sent there. */
async function guards(context: Context, channelId: string): Promise<boolean> {
  const channel = await accessChannel(context, channelId).catch(() => null);
  return channel !== null && capabilitiesOf[channel.kind].guarded;
}

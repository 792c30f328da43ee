import type { SendingGuards } from "#contract/sending-guards.ts";
import { mayConfigure } from "#server/channels/policy.ts";
import type { Context } from "#server/context.ts";
import { accessGuarded } from "#server/guards/access.ts";
import { presentGuards } from "#server/guards/present.ts";
import { guardsOf, usageOf } from "#server/guards/queries.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

/** The guards of a channel, today's use and what is held back now. Refused `not_found`, `not_guarded`. */
export async function readGuards(context: Context, channelId: string): Promise<SendingGuards> {
  await accessGuarded(context, channelId);
  const guards = await guardsOf(context, channelId);
  const usage = await usageOf(context, channelId, guards.mode === "stopped");
  if (!usage) throw notFound();
  return presentGuards(channelId, guards, usage, { now: context.clock.now(), mayConfigure: mayConfigure(context) });
}

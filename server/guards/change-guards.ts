import type { BodyOf } from "#contract/endpoint.ts";
import type { changeSendingGuards as endpoint, SendingGuards } from "#contract/sending-guards.ts";
import { type Context, transact } from "#server/context.ts";
import { accessGuarded } from "#server/guards/access.ts";
import { readGuards } from "#server/guards/read-guards.ts";
import { storeGuards } from "#server/guards/store-guards.ts";

/**
 * Changes guards of a channel. They hold for what leaves after the commit; what was kept from leaving is tried again. What stays the
 * same is no change. Refused `not_found`, `not_guarded`.
 */
export async function changeGuards(
  context: Context,
  channelId: string,
  change: BodyOf<typeof endpoint>,
): Promise<SendingGuards> {
  const channel = await accessGuarded(context, channelId);
  await transact(context, (tx) => storeGuards(tx, channel, change));
  return readGuards(context, channelId);
}

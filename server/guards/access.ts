import { accessChannel } from "#server/channels/access.ts";
import { capabilitiesOf } from "#server/channels/adapters.ts";
import type { Context } from "#server/context.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

/** A channel whose kind is guarded. Refused `not_found`, `not_guarded`. */
export async function accessGuarded(context: Context, channelId: string) {
  const channel = await accessChannel(context, channelId);
  if (capabilitiesOf[channel.kind].guarded) return channel;
  throw new Refusal(409, "not_guarded", "This kind of channel has no sending limits.", {
    detail: "Its service says by itself how fast it may be written to, and Wokfow keeps to that.",
  });
}

import type { ChannelKind } from "#contract/channels.ts";
import { accessChannel } from "#server/channels/access.ts";
import { capabilitiesOf } from "#server/channels/adapters.ts";
import type { Context } from "#server/context.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

/** A channel whose kind is guarded. Refused `not_found`, `not_guarded`. */
export async function accessGuarded(context: Context, channelId: string) {
  const channel = await accessChannel(context, channelId);
  refuseUnguarded(channel.kind);
  return channel;
}

/** Refuses `not_guarded` where a kind of channel needs no guards. */
export function refuseUnguarded(kind: ChannelKind): void {
  if (capabilitiesOf[kind].guarded) return;
  throw new Refusal(409, "not_guarded", "This kind of channel has no sending limits.", {
    detail: "Its service says by itself how fast it may be written to, and Wokfow keeps to that.",
  });
}

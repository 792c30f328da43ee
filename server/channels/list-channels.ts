import type { Channel } from "#contract/channels.ts";
import { mayConfigure } from "#server/channels/policy.ts";
import { presentChannel } from "#server/channels/present.ts";
import { channelsOf } from "#server/channels/queries.ts";
import { type Context, read } from "#server/context.ts";

/** The channels of the workspace that are not removed, oldest first. */
export async function listChannels(context: Context): Promise<Channel[]> {
  const rows = await read(context, channelsOf(context));
  return rows.map((row) => presentChannel(row, context.clock.now(), mayConfigure(context)));
}

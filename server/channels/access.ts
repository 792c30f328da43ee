import { type ChannelRow, channelById } from "#server/channels/queries.ts";
import { type Context, read } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

/** A channel of the workspace that is not removed, or the refusal that also hides those of others. */
export async function accessChannel(context: Context, channelId: string): Promise<ChannelRow> {
  const [row] = await read(context, channelById(context, channelId));
  if (!row) throw notFound();
  return row;
}

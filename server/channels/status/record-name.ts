import { channelName } from "#server/channels/channel-name.ts";
import { channelById, updateChannel } from "#server/channels/queries.ts";
import { type Context, read, transact } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";

/**
 * Calls a channel what its account calls itself, unless somebody has given it a name: as long as nobody has, it bears the number that
 * stood in for the name. Announces `channel.changed`.
 */
export async function recordName(context: Context, channelId: string, called: string): Promise<void> {
  const name = channelName(called);
  const [row] = await read(context, channelById(context, channelId));
  if (name === "" || !row || row.name !== row.account || row.name === name) return;
  await transact(context, async (tx) => {
    await updateChannel(tx, channelId, { name });
    await announce(tx, { kind: "channel.changed", subjectId: channelId });
  });
}

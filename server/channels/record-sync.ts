import type { ConnectionHooks } from "#server/channels/adapter.ts";
import { updateChannel } from "#server/channels/queries.ts";
import { type Context, transact } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";

type Progress = Parameters<ConnectionHooks["reportSync"]>[0];

/** Writes down how far the recent chats of a newly linked account have been fetched; null ends it. Announces `channel.changed`. */
export async function recordSync(context: Context, channelId: string, progress: Progress): Promise<void> {
  await transact(context, async (tx) => {
    await updateChannel(tx, channelId, { sync_done: progress?.done ?? null, sync_total: progress?.total ?? null });
    await announce(tx, { kind: "channel.changed", subjectId: channelId });
  });
}

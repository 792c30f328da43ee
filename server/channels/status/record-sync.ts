import type { ConnectionHooks } from "#server/channels/adapter.ts";
import { updateChannel } from "#server/channels/queries.ts";
import { announceProof } from "#server/channels/status/announce-proof.ts";
import { type Context, transact } from "#server/context.ts";
import type { Log } from "#server/platform/log/log.ts";

type Progress = Parameters<ConnectionHooks["reportSync"]>[0];

// As often as an eye can follow.
const betweenReports = 400;

/**
 * Writes down how far the recent chats of a newly linked account have been fetched, now and then; null ends it and is written at once.
 * Open browsers hear of it. What cannot be written down is logged, as it is only told.
 */
export function syncRecorder(context: Context, channelId: string, log: Log): ConnectionHooks["reportSync"] {
  let writtenAt = Number.NEGATIVE_INFINITY;
  return async (progress) => {
    if (progress && performance.now() - writtenAt < betweenReports) return;
    writtenAt = performance.now();
    await recordSync(context, channelId, progress).catch((err) =>
      log.warn({ err }, "How far chats have been fetched could not be written down"),
    );
  };
}

async function recordSync(context: Context, channelId: string, progress: Progress): Promise<void> {
  await transact(context, async (tx) => {
    await updateChannel(tx, channelId, { sync_done: progress?.done ?? null, sync_total: progress?.total ?? null });
    await announceProof(tx, channelId);
  });
}

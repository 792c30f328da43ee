import type { Queue } from "#contract/queues.ts";
import type { Context } from "#server/context.ts";
import { readRows } from "#server/conversations/read-rows.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { seesMoves } from "#server/queues/policy.ts";
import { presentQueue, undoMilliseconds } from "#server/queues/present.ts";
import { queuesOf } from "#server/queues/queries.ts";

/** The queue of a channel that is not removed, or 404. */
export async function accessQueue(context: Context, channelId: string): Promise<Queue> {
  const [queue] = await readQueues(context, channelId);
  if (!queue) throw notFound();
  return queue;
}

/** The queues, oldest channel first, or that of one channel alone. Their moves are shown to whoever may undo them. */
export async function readQueues(context: Context, channelId: string | null = null): Promise<Queue[]> {
  const since = new Date(context.clock.now().getTime() - undoMilliseconds);
  return (await readRows(context, queuesOf(context, since, channelId))).map((row) =>
    presentQueue(row, seesMoves(context.actor)),
  );
}

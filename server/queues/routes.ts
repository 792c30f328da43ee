import * as contract from "#contract/queues.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";
import { readQueues } from "#server/queues/access.ts";
import { giveQueue } from "#server/queues/give-queue.ts";
import { previewQueueMove } from "#server/queues/preview-queue-move.ts";
import { undoQueueMove } from "#server/queues/undo-queue-move.ts";

/** The endpoints of queues. */
export function queueRoutes(): Route[] {
  return [
    serve(contract.listQueues, async ({ context }) => ({ items: await readQueues(context) })),
    serve(contract.previewQueueMove, ({ context, params, query }) =>
      previewQueueMove(context, params.channelId, query.teamId ?? null),
    ),
    serve(contract.giveQueue, ({ context, params, body }) => giveQueue(context, params.channelId, body)),
    serve(contract.undoQueueMove, ({ context, params }) => undoQueueMove(context, params.moveId)),
  ];
}

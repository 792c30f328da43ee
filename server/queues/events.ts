import type { Context } from "#server/context.ts";
import type { FactRow } from "#server/platform/events/tables.ts";
import type { FactPresenters, PresentedFact } from "#server/platform/live/live-hub.ts";
import { readQueues } from "#server/queues/access.ts";
import { mayMove } from "#server/queues/policy.ts";

/** How queues appear in open browsers. Thousands of conversations move at once, so these are read again, once. */
export const queuePresenters: FactPresenters = {
  "queue.changed": presentChanged,
  "conversations.moved": async () => [{ event: { kind: "resync" }, right: "inbox.read" }],
};

async function presentChanged(context: Context, { subject_id: channelId }: FactRow): Promise<PresentedFact[]> {
  const [queue] = channelId ? await readQueues(context, channelId) : [];
  if (!queue) return [];
  return [
    { event: { kind: "queue", queue }, right: "teams.manage" },
    {
      event: { kind: "queue", queue: { ...queue, lastMove: null } },
      right: "teams.read",
      onlyFor: ({ role }) => !mayMove(role),
    },
  ];
}

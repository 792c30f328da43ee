import { presentChannel } from "#server/channels/present.ts";
import { channelById } from "#server/channels/queries.ts";
import { type Context, read } from "#server/context.ts";
import type { FactRow } from "#server/platform/events/tables.ts";
import type { FactPresenters, PresentedFact } from "#server/platform/live/live-hub.ts";

/** How facts about channels reach open browsers. */
export const channelPresenters: FactPresenters = {
  "channel.changed": presentChanged,
  "channel.proven": presentChanged,
  "channel.removed": async (_context, { subject_id: channelId }) =>
    channelId ? [{ event: { kind: "channel_removed", channelId }, right: "channels.read" }] : [],
};

/** Everybody hears of the channel; those who may configure it hear once more, so that their last word says that they can. */
async function presentChanged(context: Context, { subject_id: channelId }: FactRow): Promise<PresentedFact[]> {
  const [row] = channelId ? await read(context, channelById(context, channelId)) : [];
  if (!row) return [];
  const eventFor = (mayConfigure: boolean) => ({
    kind: "channel" as const,
    channel: presentChannel(row, context.clock.now(), mayConfigure),
  });
  return [
    { event: eventFor(false), right: "channels.read" },
    { event: eventFor(true), right: "channels.configure" },
  ];
}

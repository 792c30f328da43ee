import type { Channel } from "#contract/channels.ts";
import { endOutage } from "#server/alerts/end-outage.ts";
import { recordAudit } from "#server/audit/record.ts";
import { accessChannel } from "#server/channels/access.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import { beginPause } from "#server/channels/history/record-pause.ts";
import { mayConfigure } from "#server/channels/policy.ts";
import { presentChannel } from "#server/channels/present.ts";
import { lockChannel, updateChannel } from "#server/channels/queries.ts";
import { moveStatus } from "#server/channels/status/move-status.ts";
import { closeDelivery } from "#server/channels/webhooks/close-delivery.ts";
import { type Context, transact } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Stops a channel on purpose. What customers write meanwhile waits at the outside service as long as it keeps it. */
export async function pauseChannel(context: Context, services: ChannelServices, channelId: string): Promise<Channel> {
  await closeDelivery(services, await accessChannel(context, channelId));
  const row = await transact(context, async (tx) => {
    const current = await lockChannel(tx, channelId);
    if (!current) throw notFound();
    if (current.status === "PAUSED") return current;
    await endOutage(tx, channelId);
    await recordAudit(tx, {
      action: "channel.paused",
      subject: { kind: "channel", id: channelId, name: current.name },
    });
    await announce(tx, { kind: "channel.changed", subjectId: channelId });
    await beginPause(tx, channelId);
    return updateChannel(tx, channelId, {
      ...moveStatus(current, { kind: "paused" }),
      status_since: tx.clock.now(),
    });
  });
  return presentChannel(row, context.clock.now(), mayConfigure(context));
}

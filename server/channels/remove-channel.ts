import { endOutage } from "#server/alerts/end-outage.ts";
import { recordAudit } from "#server/audit/record.ts";
import { accessChannel } from "#server/channels/access.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import { lockChannel, updateChannel } from "#server/channels/queries.ts";
import { endDelivery } from "#server/channels/webhooks/close-delivery.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { wakeLanes } from "#server/conversations/send/wake-lanes.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Removes a channel: its credentials are gone, its account may be connected again anywhere, its conversations stay. */
export async function removeChannel(context: Context, services: ChannelServices, channelId: string): Promise<void> {
  await endDelivery(services, await accessChannel(context, channelId));
  await transact(context, async (tx) => {
    const current = await lockChannel(tx, channelId);
    if (!current) throw notFound();
    await recordAudit(tx, {
      action: "channel.removed",
      subject: { kind: "channel", id: channelId, name: current.name },
    });
    await endOutage(tx, channelId);
    await forgetLine(tx, channelId);
    await updateChannel(tx, channelId, {
      removed_at: tx.clock.now(),
      sealed_credentials: null,
      status: "DISCONNECTED",
      reason: null,
      status_since: tx.clock.now(),
    });
    // What still waited is refused, with this as the reason.
    await wakeLanes(tx, channelId);
    await announce(tx, { kind: "channel.removed", subjectId: channelId });
  });
}

const ofTheLine = [
  "channel_positions",
  "channel_leases",
  "device_keys",
  "device_creds",
  "device_journal",
  "sent_payloads",
  "line_requests",
] as const;

/** Nothing stays that only a connection of this channel could use, whether it is sealed or not. */
async function forgetLine(tx: Transaction, channelId: string): Promise<void> {
  for (const table of ofTheLine) {
    await tx.db
      .deleteFrom(table)
      .where("workspace_id", "=", tx.workspaceId)
      .where("channel_id", "=", channelId)
      .execute();
  }
}

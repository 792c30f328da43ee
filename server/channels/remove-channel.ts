import { endOutage } from "#server/alerts/end-outage.ts";
import { recordAudit } from "#server/audit/record.ts";
import { accessChannel } from "#server/channels/access.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { openConnection } from "#server/channels/connection-of.ts";
import { endPause } from "#server/channels/history/record-pause.ts";
import { type ChannelRow, lockChannel, updateChannel } from "#server/channels/queries.ts";
import { endDelivery, unsubscribe } from "#server/channels/webhooks/close-delivery.ts";
import { receiveHeldLater } from "#server/channels/webhooks/hold-events.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { wakeLanes } from "#server/conversations/send/wake-lanes.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";

const settleMilliseconds = 10_000;

/**
 * Removes a channel: its credentials are gone, its account may be connected again anywhere, its conversations stay. The phone of a
 * linked account is told if that can be done now, and never later: for that its keys would have to stay. `stillLinked`: it was not told.
 */
export async function removeChannel(
  context: Context,
  parts: ChannelParts,
  channelId: string,
): Promise<{ stillLinked: boolean }> {
  const row = await accessChannel(context, channelId);
  const isUnlinked = await endDelivery(parts, row);
  await settle(parts, row);
  const connection = openConnection(parts.secrets, row);
  const wasLinked = await forgetChannel(context, channelId);
  // After the end, as the line of a channel that is there would have it delivered again.
  if (connection) await unsubscribe(parts, row.kind, connection);
  return { stillLinked: wasLinked && !isUnlinked };
}

/** What came in and nobody has handled yet belongs into the conversations. */
async function settle({ adapters, secrets, contextOf }: ChannelParts, row: ChannelRow): Promise<void> {
  const { connecting } = adapters[row.kind];
  const connection = connecting.by === "link" ? openConnection(secrets, row) : null;
  if (connecting.by !== "link" || !connection) return;
  const context = contextOf(row.workspace_id);
  await connecting.settle(
    connection,
    (batch) => receiveUpdates(context, { channelId: row.id, ...batch }),
    AbortSignal.timeout(settleMilliseconds),
  );
}

/** True when the channel had the keys of a linked device. */
function forgetChannel(context: Context, channelId: string): Promise<boolean> {
  return transact(context, async (tx) => {
    const current = await lockChannel(tx, channelId);
    if (!current) throw notFound();
    await recordAudit(tx, {
      action: "channel.removed",
      subject: { kind: "channel", id: channelId, name: current.name },
    });
    await endOutage(tx, channelId);
    await endPause(tx, channelId);
    const forgotten = await forgetLine(tx, channelId);
    await updateChannel(tx, channelId, {
      removed_at: tx.clock.now(),
      sealed_credentials: null,
      granted_by: null,
      granted_at: null,
      credentials_expire_at: null,
      status: "DISCONNECTED",
      reason: null,
      status_since: tx.clock.now(),
    });
    // What was held during a pause was taken from the service and belongs into the conversations.
    await receiveHeldLater(tx, channelId);
    // What still waited is refused, with this as the reason.
    await wakeLanes(tx, channelId);
    await announce(tx, { kind: "channel.removed", subjectId: channelId });
    return forgotten.has("device_creds");
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

/** Nothing stays that only a connection of this channel could use, whether it is sealed or not. Answers of what there was any. */
async function forgetLine(tx: Transaction, channelId: string): Promise<Set<(typeof ofTheLine)[number]>> {
  const forgotten = new Set<(typeof ofTheLine)[number]>();
  for (const table of ofTheLine) {
    const { numDeletedRows } = await tx.db
      .deleteFrom(table)
      .where("workspace_id", "=", tx.workspaceId)
      .where("channel_id", "=", channelId)
      .executeTakeFirst();
    if (numDeletedRows > 0n) forgotten.add(table);
  }
  return forgotten;
}

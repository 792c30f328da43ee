import type { ChannelKind } from "#contract/channels.ts";
import type { InboundBatch, WebhookRequest } from "#server/channels/adapter.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import type { FindWebhookChannel, WebhookChannel } from "#server/channels/webhooks/find-webhook-channel.ts";
import { comeAgain, unproven } from "#server/channels/webhooks/refuse-delivery.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { isDatabaseAway } from "#server/platform/database/database-away.ts";

/** A delivery as it came in, with what its path says. */
export interface Delivery extends WebhookRequest {
  readonly kind: ChannelKind;
  readonly webhookKey: string;
}

/**
 * Takes a delivery of an outside service. Resolves after the commit. Refused 401 without a valid key and proof, and 503 while
 * the channel is paused or the database is away, so that the service keeps it and comes again.
 */
export async function receiveWebhook(
  parts: ChannelParts,
  findChannel: FindWebhookChannel,
  delivery: Delivery,
): Promise<void> {
  try {
    const channel = await findChannel(delivery.webhookKey);
    const batch = channel && readDelivery(parts, channel, delivery);
    if (!channel || !batch) throw unproven();
    const { row } = channel;
    if (row.status === "PAUSED") throw comeAgain("This channel is paused.");
    await receiveUpdates(parts.contextOf(row.workspace_id), { channelId: row.id, ...batch });
  } catch (error) {
    if (isDatabaseAway(error)) throw comeAgain("The database is away.");
    throw error;
  }
}

function readDelivery(
  { adapters }: ChannelParts,
  { row, secret }: WebhookChannel,
  { kind, headers, body }: Delivery,
): InboundBatch | null {
  if (row.kind !== kind) return null;
  return adapters[kind].webhook?.read(secret, { headers, body }) ?? null;
}

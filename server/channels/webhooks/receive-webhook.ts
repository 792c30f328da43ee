import type { ChannelKind } from "#contract/channels.ts";
import type { InboundBatch, WebhookRequest } from "#server/channels/adapter.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import type { ChannelRow } from "#server/channels/queries.ts";
import type { FindByWebhook } from "#server/channels/webhooks/find-channel.ts";
import type { RecordDelivery } from "#server/channels/webhooks/record-delivery.ts";
import { comeAgain, unproven } from "#server/channels/webhooks/refuse-delivery.ts";
import { webhookSecret } from "#server/channels/webhooks/webhook-of.ts";
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
  findChannel: FindByWebhook,
  recordDelivery: RecordDelivery,
  delivery: Delivery,
): Promise<void> {
  try {
    const row = await findChannel(delivery.webhookKey);
    const batch = row && readDelivery(parts, row, delivery);
    if (!row || !batch) throw unproven();
    if (row.status === "PAUSED") throw comeAgain("This channel is paused.");
    await receiveUpdates(parts.contextOf(row.workspace_id), { channelId: row.id, ...batch });
    await recordDelivery(row);
  } catch (error) {
    if (isDatabaseAway(error)) throw comeAgain("The database is away.");
    throw error;
  }
}

function readDelivery(
  { adapters, secrets }: ChannelParts,
  row: ChannelRow,
  { kind, headers, body }: Delivery,
): InboundBatch | null {
  if (row.kind !== kind) return null;
  return adapters[kind].webhook?.read(webhookSecret(secrets, row.id), { headers, body }) ?? null;
}

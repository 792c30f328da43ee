import type { Channel } from "#contract/channels.ts";
import { accessChannel } from "#server/channels/access.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import { openConnection } from "#server/channels/connection-of.ts";
import { mayConfigure } from "#server/channels/policy.ts";
import { presentChannel } from "#server/channels/present.ts";
import type { ChannelRow } from "#server/channels/queries.ts";
import { recordReport, unreadableToken } from "#server/channels/status/record-report.ts";
import { noPublicAddress, webhookOf } from "#server/channels/webhooks/webhook-of.ts";
import type { Context } from "#server/context.ts";

/** Asks the outside service now and answers with the channel as it is then. */
export type Probe = (context: Context, channelId: string) => Promise<Channel>;

/** Makes the probe of a process. Those who ask about a channel while a question is on its way share its answer. */
export function channelProbe(services: ChannelServices): Probe {
  const asked = new Map<string, Promise<void>>();
  return async (context, channelId) => {
    const row = await accessChannel(context, channelId);
    const asking = asked.get(channelId) ?? ask(services, context, row).finally(() => asked.delete(channelId));
    asked.set(channelId, asking);
    await asking;
    const now = await accessChannel(context, channelId);
    return presentChannel(now, context.clock.now(), mayConfigure(context));
  };
}

/** A paused channel is left alone. Where the service delivers, its word about the delivery is the proof; a poll must prove itself. */
async function ask(services: ChannelServices, context: Context, row: ChannelRow): Promise<void> {
  if (row.status === "PAUSED") return;
  const connection = openConnection(services.secrets, row);
  if (!connection) return recordReport(context, row.id, "question", unreadableToken);
  const webhook = webhookOf(services, row);
  const adapter = services.adapters[row.kind];
  if (adapter.inlet && !webhook) return recordReport(context, row.id, "question", noPublicAddress);
  const result = await adapter.probe(connection, webhook, AbortSignal.timeout(4_500));
  await recordReport(context, row.id, webhook ? "line" : "question", result);
}

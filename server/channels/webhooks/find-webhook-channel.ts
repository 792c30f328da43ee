import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { type ChannelRow, channelById } from "#server/channels/queries.ts";
import { webhookSecret } from "#server/channels/webhooks/webhook-of.ts";
import { read } from "#server/context.ts";
import { believeBriefly } from "#server/platform/events/believe-briefly.ts";

/** A channel and what its outside service must show to deliver to it. */
export interface WebhookChannel {
  readonly row: ChannelRow;
  readonly secret: string;
}

/** Finds the channel behind the key of a webhook's path, or null. */
export type FindWebhookChannel = (webhookKey: string) => Promise<WebhookChannel | null>;

const endings = new Set(["channel.changed", "channel.removed"]);

/** Makes the search that each delivery begins with. What it finds is believed for a second at most, and no longer than until it changes. */
export function webhookChannels(parts: ChannelParts): FindWebhookChannel {
  let find: FindWebhookChannel | undefined;
  return (webhookKey) => {
    // Begun by the first delivery: many servers never have one.
    find ??= believeBriefly<WebhookChannel>(parts, {
      endings,
      find: (key) => findChannel(parts, key),
      workspaceOf: ({ row }) => row.workspace_id,
    });
    return find(webhookKey);
  };
}

async function findChannel(parts: ChannelParts, webhookKey: string): Promise<WebhookChannel | null> {
  const { rows } = await parts.database.pool.query<{ workspace_id: string; channel_id: string }>({
    name: "channel_of_webhook",
    text: "select workspace_id, channel_id from channel_of_webhook($1)",
    values: [webhookKey.replaceAll("\u0000", "")],
  });
  const [key] = rows;
  if (!key) return null;
  const context = parts.contextOf(key.workspace_id);
  const [row] = await read(context, channelById(context, key.channel_id));
  return row ? { row, secret: webhookSecret(parts.secrets, row.id) } : null;
}

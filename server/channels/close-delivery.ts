import type { ChannelServices } from "#server/channels/channel-parts.ts";
import { openConnection } from "#server/channels/connection-of.ts";
import type { ChannelRow } from "#server/channels/queries.ts";

/**
 * Asks the outside service to deliver no longer, if it does. Its answer is not waited for beyond a few seconds and changes
 * nothing: what is still delivered is not taken.
 */
export async function closeDelivery(services: ChannelServices, row: ChannelRow): Promise<void> {
  const connection = row.transport === "webhook" ? openConnection(services.secrets, row) : null;
  if (connection) await services.adapters[row.kind].webhook?.close(connection, AbortSignal.timeout(4_000));
}

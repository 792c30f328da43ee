import type { Abilities } from "#server/channels/abilities.ts";
import type { Connection } from "#server/channels/adapter.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import { openConnection } from "#server/channels/connection-of.ts";
import type { ChannelRow } from "#server/channels/queries.ts";
import { pause } from "#server/channels/running/wait.ts";

const waitMilliseconds = 4_000;
// Longer, as a line that is busy with what came in lets nothing leave before that is stored, and one that broke is back in a moment.
const unlinkMilliseconds = 15_000;
const againMilliseconds = 500;

/**
 * Asks the outside service to deliver no longer, if it does. Its answer is not waited for beyond a few seconds and changes
 * nothing: what is still delivered is not taken.
 */
export async function closeDelivery(services: ChannelServices, row: ChannelRow): Promise<void> {
  const connection = row.transport === "webhook" ? openConnection(services.secrets, row) : null;
  if (connection) await services.adapters[row.kind].webhook?.close(connection, AbortSignal.timeout(waitMilliseconds));
}

/** The same for a channel that is removed. True when a phone that it was linked to has forgotten this server too. */
export async function endDelivery(services: ChannelServices, row: ChannelRow): Promise<boolean> {
  await closeDelivery(services, row);
  const { unlink } = services.adapters[row.kind].abilities;
  const connection = unlink && row.status === "CONNECTED" ? openConnection(services.secrets, row) : null;
  return unlink && connection ? untilUnlinked(unlink, connection) : false;
}

/**
 * Has a service with one address for all accounts deliver nothing more of a removed one, if it can be reached. A pause does not do this:
 * what comes in meanwhile is held.
 */
export async function unsubscribe(
  { adapters }: Pick<ChannelServices, "adapters">,
  kind: ChannelRow["kind"],
  connection: Connection,
): Promise<void> {
  await adapters[kind].inlet?.unsubscribe(connection, AbortSignal.timeout(waitMilliseconds));
}

async function untilUnlinked(unlink: Abilities["unlink"], connection: Connection): Promise<boolean> {
  const signal = AbortSignal.timeout(unlinkMilliseconds);
  while (!signal.aborted) {
    const { outcome } = await unlink(connection, signal);
    if (outcome === "done") return true;
    await pause(againMilliseconds, signal);
  }
  return false;
}

import { accessChannel } from "#server/channels/access.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import { openConnection } from "#server/channels/connection-of.ts";
import type { Context } from "#server/context.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

const patienceMilliseconds = 15_000;

/** Has the recent chats of a channel fetched from the phone behind it. Refused as the contract says. */
export async function fetchHistory(
  context: Context,
  { adapters, secrets }: ChannelServices,
  channelId: string,
): Promise<void> {
  const row = await accessChannel(context, channelId);
  const fetch = adapters[row.kind].abilities.fetchHistory;
  if (!fetch) {
    throw new Refusal(409, "not_possible", "This kind of channel keeps no history that could be fetched.", {
      detail: "What customers write from now on arrives by itself.",
    });
  }
  const connection = row.status === "CONNECTED" ? openConnection(secrets, row) : null;
  const outcome = connection && (await fetch(connection, AbortSignal.timeout(patienceMilliseconds)));
  if (outcome?.outcome === "done") return;
  throw new Refusal(503, "channel_disconnected", "The phone behind this channel cannot be asked now.", {
    detail: "Try again when the channel is connected; Settings, Integrations shows what is wrong.",
  });
}

import type { Channel } from "#contract/channels.ts";
import { accessChannel } from "#server/channels/access.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import { sealPurpose } from "#server/channels/connection-of.ts";
import { identify } from "#server/channels/identify.ts";
import { mayConfigure } from "#server/channels/policy.ts";
import { presentChannel } from "#server/channels/present.ts";
import { lockChannel, updateChannel } from "#server/channels/queries.ts";
import { otherAccount, refuseCredentials } from "#server/channels/refuse-credentials.ts";
import { standAnew } from "#server/channels/status/stand-anew.ts";
import { tellConnected } from "#server/channels/tell-connected.ts";
import { type Context, transact } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

/** Gives a channel new credentials of the same account. Refused as the contract says; the former ones stay then. */
export async function reconnectChannel(
  context: Context,
  services: ChannelServices,
  { channelId, token }: { channelId: string; token: string },
): Promise<Channel> {
  const before = await accessChannel(context, channelId);
  const found = await identify(services, before.kind, token);
  if (found.outcome === "refused") throw refuseCredentials(found.reason);
  if (found.accountId !== before.account_id) throw otherAccount(found.account, before.account);
  const row = await transact(context, async (tx) => {
    const current = await lockChannel(tx, channelId);
    if (!current) throw notFound();
    const reconnected = await updateChannel(tx, channelId, {
      ...standAnew(tx, current),
      account: found.account,
      sealed_credentials: services.secrets.seal(sealPurpose(channelId), token),
    });
    await tellConnected(tx, reconnected, "reconnected");
    return reconnected;
  });
  return presentChannel(row, context.clock.now(), mayConfigure(context));
}

import type { Channel, ChannelKind } from "#contract/channels.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import type { Identification } from "#server/channels/connecting.ts";
import { sealPurpose } from "#server/channels/connection-of.ts";
import { identify } from "#server/channels/identify.ts";
import { insertChannel, newWebhookKey } from "#server/channels/insert-channel.ts";
import { mayConfigure } from "#server/channels/policy.ts";
import { presentChannel } from "#server/channels/present.ts";
import { type ChannelRow, lockAccount, updateChannel } from "#server/channels/queries.ts";
import { refuseCredentials } from "#server/channels/refuse-credentials.ts";
import { alreadyConnected, refuseTaken } from "#server/channels/refuse-taken.ts";
import { standAnew } from "#server/channels/status/stand-anew.ts";
import { tellConnected } from "#server/channels/tell-connected.ts";
import { transportOf } from "#server/channels/webhooks/webhook-of.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";

type Account = Extract<Identification, { outcome: "accepted" }> & { readonly kind: ChannelKind };

/**
 * Connects an outside account once the service has said whose credentials these are. An account that was removed here before
 * continues its former channel and with it the conversations. Refused as the contract says; a refusal leaves nothing behind.
 */
export async function connectChannel(
  context: Context,
  services: ChannelServices,
  { kind, token }: { kind: ChannelKind; token: string },
): Promise<Channel> {
  const found = await identify(services, kind, token);
  if (found.outcome === "refused") throw refuseCredentials(found.reason);
  const account = { ...found, kind };
  try {
    const row = await transact(context, (tx) => storeChannel(tx, services, account, token));
    return presentChannel(row, context.clock.now(), mayConfigure(context));
  } catch (error) {
    throw await refuseTaken(context, account, error);
  }
}

async function storeChannel(
  tx: Transaction,
  services: ChannelServices,
  account: Account,
  token: string,
): Promise<ChannelRow> {
  const former = await lockAccount(tx, { kind: account.kind, account_id: account.accountId });
  if (former && !former.removed_at) throw alreadyConnected(account.account);
  const id = former?.id ?? newId();
  const fresh = freshChannel(tx, services, account, token, id);
  const row = await (former ? updateChannel(tx, id, fresh) : insertChannel(tx, { ...account, id }, fresh));
  await tellConnected(tx, row, "connected");
  return row;
}

/** What a newly connected channel has, whether it is new or comes back. */
function freshChannel(tx: Transaction, services: ChannelServices, account: Account, token: string, id: string) {
  return {
    account: account.account,
    sealed_credentials: services.secrets.seal(sealPurpose(id), token),
    webhook_key: newWebhookKey(),
    transport: transportOf(services.config),
    ...standAnew(tx),
  };
}

import type { ChannelKind } from "#contract/channels.ts";
import type { ChannelParts, ChannelServices } from "#server/channels/channel-parts.ts";
import type { LoginAccount } from "#server/channels/connecting.ts";
import { openConnection, sealPurpose } from "#server/channels/connection-of.ts";
import { insertChannel } from "#server/channels/insert-channel.ts";
import { type ChannelRow, lockAccount, updateChannel } from "#server/channels/queries.ts";
import { alreadyConnected, refuseTaken } from "#server/channels/refuse-taken.ts";
import { recordReport } from "#server/channels/status/record-report.ts";
import { standAnew } from "#server/channels/status/stand-anew.ts";
import { tellConnected } from "#server/channels/tell-connected.ts";
import { noPublicAddress, webhookOf } from "#server/channels/webhooks/webhook-of.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";

/** An account as it is to be stored: `isRenewal` also where a channel has it that works. `grantedAt`: when the login began. */
export interface GrantedAccount {
  readonly kind: ChannelKind;
  readonly personId: string;
  readonly grantedAt: Date;
  readonly account: LoginAccount;
  readonly isRenewal: boolean;
}

const subscribeMilliseconds = 10_000;

/**
 * Stores the channel of an account that somebody has logged in for. One that was here before continues its former channel and with it
 * the conversations; one that waits for a person goes on. Refused `already_connected` and `connected_elsewhere`, with nothing stored.
 */
export async function storeAccount(
  context: Context,
  services: ChannelServices,
  granted: GrantedAccount,
): Promise<ChannelRow> {
  try {
    return await transact(context, (tx) => store(tx, services, granted));
  } catch (error) {
    throw await refuseTaken(context, { ...granted.account, kind: granted.kind }, error);
  }
}

/** Has the service deliver for a channel that was just stored: its answer is the proof, and whoever runs the channel asks on. */
export async function beginDelivery(parts: ChannelParts, row: ChannelRow): Promise<void> {
  const connection = row.status === "PAUSED" ? null : openConnection(parts.secrets, row);
  const { inlet } = parts.adapters[row.kind];
  if (!connection || !inlet) return;
  const webhook = webhookOf(parts, row);
  const signal = AbortSignal.timeout(subscribeMilliseconds);
  const result = webhook ? await inlet.subscribe(connection, webhook.address, signal) : noPublicAddress;
  await recordReport(parts.contextOf(row.workspace_id), row.id, "line", result);
}

async function store(
  tx: Transaction,
  services: ChannelServices,
  { kind, personId, grantedAt, account, isRenewal }: GrantedAccount,
): Promise<ChannelRow> {
  const former = await lockAccount(tx, { kind, account_id: account.accountId });
  const isLive = former !== undefined && former.removed_at === null;
  if (isLive && !isRenewal && former.status !== "NEEDS_ACTION") throw alreadyConnected(account.account);
  const id = former?.id ?? newId();
  const fresh = {
    account: account.account,
    sealed_credentials: services.secrets.seal(sealPurpose(id), account.credentials),
    transport: "webhook" as const,
    granted_by: personId,
    granted_at: grantedAt,
    credentials_expire_at: account.expiresAt,
    ...standAnew(tx, former),
  };
  const row = await (former ? updateChannel(tx, id, fresh) : insertChannel(tx, { ...account, id, kind }, fresh));
  await tellConnected(tx, row, isLive ? "reconnected" : "connected");
  return row;
}

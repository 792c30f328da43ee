import type { ChannelLogin, LoginAccount as ShownAccount } from "#contract/channel-logins.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import type { LoginAccount } from "#server/channels/connecting.ts";
import { accessLogin, channelsOfAccounts, connectedAnywhere, type LoginRow } from "#server/channels/logins/queries.ts";
import { openAccounts } from "#server/channels/logins/sealed-accounts.ts";
import { type Context, read } from "#server/context.ts";

/** A login of the member who acts, with the accounts that can be chosen. */
export async function readLogin(context: Context, services: ChannelServices, loginId: string): Promise<ChannelLogin> {
  const row = await accessLogin(context, loginId);
  const accounts = openAccounts(services.secrets, row);
  return {
    id: row.id,
    kind: row.kind,
    channelId: row.channel_id,
    // What the service is still being asked about is not there yet for whoever waits.
    state: row.stage === "returned" ? "waiting" : row.stage,
    failure: row.failure && { reason: row.failure, missing: row.missing },
    person: row.person,
    accounts: await presentAccounts(context, row, accounts),
    channelIds: row.channel_ids,
    expiresAt: row.expires_at.toISOString(),
  };
}

async function presentAccounts(
  context: Context,
  { kind }: LoginRow,
  accounts: readonly LoginAccount[],
): Promise<ShownAccount[]> {
  if (accounts.length === 0) return [];
  const ids = accounts.map(({ accountId }) => accountId);
  const [here, anywhere] = await Promise.all([
    read(context, channelsOfAccounts(context, kind, ids)),
    connectedAnywhere(context, kind, ids),
  ]);
  const standingOf = ({ accountId, isUsable }: LoginAccount): ShownAccount["standing"] => {
    const own = here.filter((channel) => channel.account_id === accountId);
    const live = own.find((channel) => channel.removed_at === null);
    if (live) return live.status === "NEEDS_ACTION" && isUsable ? "needs_login" : "connected_here";
    if (anywhere.has(accountId)) return "connected_elsewhere";
    if (!isUsable) return "not_allowed";
    return own.length > 0 ? "was_here" : "free";
  };
  return accounts.map((one) => ({
    ...{ accountId: one.accountId, name: one.name, account: one.account },
    picture: one.picture && `data:${one.picture.type};base64,${one.picture.bytes.toString("base64")}`,
    standing: standingOf(one),
  }));
}

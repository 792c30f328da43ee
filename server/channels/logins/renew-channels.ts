import type { ChannelParts } from "#server/channels/channel-parts.ts";
import type { LoginOutcome } from "#server/channels/connecting.ts";
import { channelsOfAccounts, type LoginRow, moveLogin } from "#server/channels/logins/queries.ts";
import { beginDelivery, storeAccount } from "#server/channels/logins/store-account.ts";
import { type ChannelRow, channelById } from "#server/channels/queries.ts";
import { type Context, read, transact } from "#server/context.ts";

type Granted = Extract<LoginOutcome, { outcome: "granted" }>;

/**
 * Renews the channel that a login was begun for, and with it every other one of the workspace that the same person had connected and
 * whose account came along: their tokens have mostly ended together. The login fails when the channel's own account did not come along.
 * Answers false when the channel was removed meanwhile, and there is nothing to renew.
 */
export async function renewChannels(
  parts: ChannelParts,
  context: Context,
  login: LoginRow & { channel_id: string },
  { personId, person, accounts }: Granted,
): Promise<boolean> {
  const [channel] = await read(context, channelById(context, login.channel_id));
  if (!channel) return false;
  const who = { person_id: personId, person };
  const offered = new Map(accounts.map((account) => [account.accountId, account]));
  if (!offered.get(channel.account_id)?.isUsable) {
    await transact(context, (tx) => moveLogin(tx, login, { stage: "failed", failure: "other_account", ...who }));
    return true;
  }
  const known = await read(context, channelsOfAccounts(context, login.kind, [...offered.keys()]));
  const granted = { kind: login.kind, personId, grantedAt: login.began_at };
  const rows: ChannelRow[] = [];
  for (const one of known) {
    const account = offered.get(one.account_id);
    const isTheirs = one.id === channel.id || one.granted_by === personId;
    if (!account?.isUsable || !isTheirs || one.removed_at) continue;
    rows.push(await storeAccount(context, parts, { ...granted, account, isRenewal: true }));
  }
  const channel_ids = JSON.stringify(rows.map(({ id }) => id));
  await transact(context, (tx) => moveLogin(tx, login, { stage: "done", channel_ids, ...who }));
  await Promise.all(rows.map((row) => beginDelivery(parts, row)));
  return true;
}

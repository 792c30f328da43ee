import type { LinkFailure } from "#contract/channel-links.ts";
import type { ChannelKind } from "#contract/channels.ts";
import type { SendingMode } from "#contract/sending-guards.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import type { LinkedAccount, LinkHooks } from "#server/channels/connecting.ts";
import { sealPurpose } from "#server/channels/connection-of.ts";
import { insertChannel } from "#server/channels/insert-channel.ts";
import { lockAccount, updateChannel } from "#server/channels/queries.ts";
import { whereTaken } from "#server/channels/refuse-taken.ts";
import { releaseLeases, takeLease } from "#server/channels/running/hold-leases.ts";
import { standAnew } from "#server/channels/status/stand-anew.ts";
import { tellConnected } from "#server/channels/tell-connected.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { storeGuards } from "#server/guards/store-guards.ts";
import { announce } from "#server/platform/events/announce.ts";
import { newId } from "#server/platform/identifier.ts";

/** The channel of a linked account, whose line is kept free for the link until it is over. */
export interface KeptAccount {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly holder: string;
}

interface Keeping {
  readonly kind: ChannelKind;
  /** The channel that is to be linked again; without it a new one, or the one that needs it. */
  readonly channelId?: string | undefined;
  /** What may leave the channel; without it that stays as it is. */
  readonly mode?: SendingMode | undefined;
  readonly account: LinkedAccount;
  readonly store: Parameters<LinkHooks["keep"]>[1];
  /** Whoever links has gone: then nothing is kept. */
  readonly signal: AbortSignal;
}

// Longer than the phone takes to confirm; should this process die meanwhile, another one opens the line after it.
const leaseMilliseconds = 20_000;

/**
 * Stores the channel of a newly linked account and, in the same transaction, the identity of the new device and what may leave. An
 * account that was here before continues its former channel and with it the conversations. Answers why not, with nothing stored, when
 * it cannot be connected here. No process opens its line before `startLinkedChannel`: until the phone knows of the device, the service
 * would take it for one that was logged out.
 */
export async function keepLinkedAccount(
  context: Context,
  services: ChannelServices,
  keeping: Keeping,
): Promise<KeptAccount | LinkFailure> {
  try {
    return await transact(context, async (tx) => {
      const kept = await storeAccount(tx, services, keeping);
      keeping.signal.throwIfAborted();
      return kept;
    });
  } catch (error) {
    const taken = await whereTaken(context, { ...keeping.account, kind: keeping.kind }, error);
    if (taken === null) throw error;
    return taken;
  }
}

/** Lets the line of a linked account be opened, by whichever process runs channels. */
export async function startLinkedChannel(context: Context, { id, holder }: KeptAccount): Promise<void> {
  // Not for whoever linked it to decide any more: the phone has been told.
  const { standing: _, ...own } = context;
  await transact(own, async (tx) => {
    await releaseLeases(tx, holder, [id]);
    await announce(tx, { kind: "channel.changed", subjectId: id });
  });
}

async function storeAccount(
  tx: Transaction,
  services: ChannelServices,
  { kind, channelId, mode, account, store }: Keeping,
): Promise<KeptAccount | LinkFailure> {
  const former = await lockAccount(tx, { kind, account_id: account.accountId });
  if (channelId && former?.id !== channelId) return "other_account";
  const isLive = former !== undefined && former.removed_at === null;
  if (!channelId && isLive && former.status !== "NEEDS_ACTION") return "already_connected";
  const id = former?.id ?? newId();
  const fresh = { ...freshLink(services, account, id), ...standAnew(tx, former) };
  const row = await (former ? updateChannel(tx, id, fresh) : insertChannel(tx, { ...account, id, kind }, fresh));
  const holder = newId();
  await takeLease(tx, { holder, channelId: id, milliseconds: leaseMilliseconds });
  await store(tx, id);
  await tellConnected(tx, row, isLive ? "reconnected" : "connected");
  if (mode) await storeGuards(tx, row, { mode });
  return { id, account: row.account, name: row.name, holder };
}

/** What each link changes. The credentials say which link it is, so that a line of the one before ends. */
function freshLink({ secrets }: ChannelServices, { account }: LinkedAccount, id: string) {
  return {
    account,
    sealed_credentials: secrets.seal(sealPurpose(id), newId()),
    transport: "socket" as const,
    sync_done: null,
    sync_total: null,
  };
}

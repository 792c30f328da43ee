import type { ChannelKind } from "#contract/channels.ts";
import type { WebhookRequest } from "#server/channels/adapter.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import type { ChannelRow } from "#server/channels/queries.ts";
import type { FindByAccount } from "#server/channels/webhooks/find-channel.ts";
import { holdEvents } from "#server/channels/webhooks/hold-events.ts";
import type { RecordDelivery } from "#server/channels/webhooks/record-delivery.ts";
import { comeAgain, unproven } from "#server/channels/webhooks/refuse-delivery.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { isDatabaseAway } from "#server/platform/database/database-away.ts";

/** A delivery to the address that all accounts of a kind have in common. */
export interface InletDelivery extends WebhookRequest {
  readonly kind: ChannelKind;
}

/** What came for one account. */
type OfAccount = readonly [accountId: string, events: readonly unknown[]];

// So many accounts are stored at once: a delivery may tell of hundreds, and others wait for the database as well.
const lanes = 4;

/**
 * Takes a delivery for any number of accounts. Resolves after all of them are committed; what comes for a paused channel is held until its
 * pause ends, and what comes for an account that nobody has connected is left alone. Refused 401 without a valid proof, and 503 when
 * anything could not be committed, so that the service comes again: what was stored is not stored twice.
 */
export async function receiveInlet(
  parts: ChannelParts,
  findChannel: FindByAccount,
  recordDelivery: RecordDelivery,
  { kind, headers, body }: InletDelivery,
): Promise<void> {
  const accounts = parts.adapters[kind].inlet?.open({ headers, body }) ?? null;
  if (!accounts) throw unproven();
  const waiting = accounts.entries();
  const failures: unknown[] = [];
  const work = async () => {
    for (const ofAccount of waiting) {
      await receiveAccount(parts, findChannel, kind, ofAccount)
        .then((row) => row && recordDelivery(row))
        .catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, accounts.size) }, work));
  const bug = failures.find((error) => !isDatabaseAway(error));
  if (bug) parts.log.error({ err: bug, kind }, "What an outside service delivered could not be stored.");
  if (failures.length > 0) throw comeAgain("Not everything of this delivery could be stored.");
}

/** Answers with the channel that it was for. */
async function receiveAccount(
  parts: ChannelParts,
  findChannel: FindByAccount,
  kind: ChannelKind,
  [accountId, events]: OfAccount,
): Promise<ChannelRow | null> {
  const row = await findChannel(kind, accountId);
  if (!row) {
    parts.log.warn(
      { kind, accountId, events: events.length },
      "A delivery is for an account that nobody has connected.",
    );
    return null;
  }
  const context = parts.contextOf(row.workspace_id);
  // The service gives up on an address that refuses for long, and with it on all other accounts: a pause may not refuse.
  if (row.status === "PAUSED" && (await holdEvents(context, row.id, events))) return row;
  const updates = parts.adapters[kind].inlet?.read(accountId, events, context.clock.now()) ?? [];
  await receiveUpdates(context, { channelId: row.id, updates, position: null });
  return row;
}

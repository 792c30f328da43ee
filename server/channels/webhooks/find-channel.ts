import type { ChannelKind } from "#contract/channels.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { type ChannelRow, channelById } from "#server/channels/queries.ts";
import { read } from "#server/context.ts";
import { believeBriefly } from "#server/platform/events/believe-briefly.ts";

type Find<Named extends readonly string[]> = (...named: Named) => Promise<ChannelRow | null>;

/** Finds the channel behind the key of a webhook's path, in whichever workspace, or null. */
export type FindByWebhook = Find<[webhookKey: string]>;

/** Finds the channel that an outside account is connected by, in whichever workspace, or null. */
export type FindByAccount = Find<[kind: ChannelKind, accountId: string]>;

/** Makes the search that a delivery to a channel's own address begins with, believed as `searchFor` says. */
export function channelsByWebhook(parts: ChannelParts): FindByWebhook {
  return searchFor(parts, "channel_of_webhook($1)");
}

/** Makes the search that each account of a common delivery is routed by, believed as `searchFor` says. */
export function channelsByAccount(parts: ChannelParts): FindByAccount {
  return searchFor(parts, "channel_of_account($1, $2)");
}

const endings = new Set(["channel.changed", "channel.removed"]);
// PostgreSQL takes it in no value, so nothing that is searched for has it.
const nul = "\u0000";

/** What is found is believed for a second at most, and no longer than until it changes. */
function searchFor<Named extends readonly string[]>(parts: ChannelParts, source: string): Find<Named> {
  let find: ((key: string) => Promise<ChannelRow | null>) | undefined;
  return (...named) => {
    // Begun by the first delivery: many servers never have one.
    find ??= believeBriefly<ChannelRow>(parts, {
      endings,
      find: (key) => findChannel(parts, source, key.split(nul)),
      workspaceOf: (row) => row.workspace_id,
    });
    return find(named.map((value) => value.replaceAll(nul, "")).join(nul));
  };
}

async function findChannel(parts: ChannelParts, source: string, named: readonly string[]): Promise<ChannelRow | null> {
  const { rows } = await parts.database.pool.query<{ workspace_id: string; channel_id: string }>({
    name: source,
    text: `select workspace_id, channel_id from ${source}`,
    values: [...named],
  });
  const [found] = rows;
  if (!found) return null;
  const context = parts.contextOf(found.workspace_id);
  const [row] = await read(context, channelById(context, found.channel_id));
  return row ?? null;
}

import type { ChannelKind } from "#contract/channels.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { type ChannelRow, channelById } from "#server/channels/queries.ts";
import { read } from "#server/context.ts";
import { believeBriefly } from "#server/platform/events/believe-briefly.ts";

/** Finds the channel that an outside account is connected by, in whichever workspace, or null. */
export type FindAccountChannel = (kind: ChannelKind, accountId: string) => Promise<ChannelRow | null>;

const endings = new Set(["channel.changed", "channel.removed"]);

/** Makes the search that each account of a common delivery is routed by. What it finds is believed for a second at most, and no longer than until it changes. */
export function accountChannels(parts: ChannelParts): FindAccountChannel {
  let find: ((key: string) => Promise<ChannelRow | null>) | undefined;
  return (kind, accountId) => {
    // Begun by the first delivery: many servers never have one.
    find ??= believeBriefly<ChannelRow>(parts, {
      endings,
      find: (key) => findChannel(parts, key),
      workspaceOf: (row) => row.workspace_id,
    });
    return find(`${kind} ${accountId}`);
  };
}

async function findChannel(parts: ChannelParts, key: string): Promise<ChannelRow | null> {
  const [kind, ...account] = key.replaceAll("\u0000", "").split(" ");
  const { rows } = await parts.database.pool.query<{ workspace_id: string; channel_id: string }>({
    name: "channel_of_account",
    text: "select workspace_id, channel_id from channel_of_account($1, $2)",
    values: [kind, account.join(" ")],
  });
  const [found] = rows;
  if (!found) return null;
  const context = parts.contextOf(found.workspace_id);
  const [row] = await read(context, channelById(context, found.channel_id));
  return row ?? null;
}

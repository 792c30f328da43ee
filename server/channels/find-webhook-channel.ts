import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { type ChannelRow, channelById } from "#server/channels/queries.ts";
import { read } from "#server/context.ts";

/** Finds the channel behind the key of a webhook's path; undefined when there is none. */
export type FindWebhookChannel = (webhookKey: string) => Promise<ChannelRow | undefined>;

interface Entry {
  readonly until: number;
  readonly channel: Promise<ChannelRow | undefined>;
  workspaceId: string | null;
}

const lifetimeMilliseconds = 1_000;
const changes = new Set(["channel.changed", "channel.removed"]);

/**
 * Makes the search that each delivery begins with. What it finds is believed for a second at most, and no longer than until the
 * event bus says that a channel of the workspace has changed; a key that belongs to no channel is asked for every time.
 */
export function webhookChannels(parts: ChannelParts): FindWebhookChannel {
  let known: Map<string, Entry> | undefined;
  return (webhookKey) => {
    // Begun by the first delivery: many servers never have one.
    known ??= memoryOfChannels(parts);
    const now = parts.clock.now().getTime();
    const entry = known.get(webhookKey);
    return entry && now < entry.until ? entry.channel : lookUp(parts, known, webhookKey, now);
  };
}

function memoryOfChannels({ events }: ChannelParts): Map<string, Entry> {
  const known = new Map<string, Entry>();
  events.listen({
    committed(facts) {
      const workspaces = new Set(facts.filter(({ kind }) => changes.has(kind)).map(({ workspaceId }) => workspaceId));
      // One whose query is still under way may have read what was true before.
      for (const [key, { workspaceId }] of workspaces.size > 0 ? known : []) {
        if (workspaceId === null || workspaces.has(workspaceId)) known.delete(key);
      }
    },
    resync: () => known.clear(),
  });
  return known;
}

/** Deliveries that come together share one query, as the promise is what is kept. */
function lookUp(
  parts: ChannelParts,
  known: Map<string, Entry>,
  webhookKey: string,
  now: number,
): Promise<ChannelRow | undefined> {
  const channel = findChannel(parts, webhookKey);
  const entry: Entry = { until: now + lifetimeMilliseconds, channel, workspaceId: null };
  known.set(webhookKey, entry);
  const drop = () => known.get(webhookKey) === entry && known.delete(webhookKey);
  channel.then((found) => {
    if (found) entry.workspaceId = found.workspace_id;
    else drop();
  }, drop);
  return channel;
}

async function findChannel(parts: ChannelParts, webhookKey: string): Promise<ChannelRow | undefined> {
  const { rows } = await parts.database.pool.query<{ workspace_id: string; channel_id: string }>({
    name: "channel_of_webhook",
    text: "select workspace_id, channel_id from channel_of_webhook($1)",
    values: [webhookKey.replaceAll("\u0000", "")],
  });
  const [key] = rows;
  if (!key) return undefined;
  const context = parts.contextOf(key.workspace_id);
  const [row] = await read(context, channelById(context, key.channel_id));
  return row;
}

import type { ChannelOutage } from "#contract/channel-history.ts";
import { type Context, query, read } from "#server/context.ts";

const most = 50;

/** The latest outages of a channel, newest first, whether anybody was warned of them or not. */
export async function listOutages(context: Context, channelId: string): Promise<ChannelOutage[]> {
  const latest = query
    .selectFrom("outages")
    .select(["id", "started_at", "ended_at", "reason", "late_messages"])
    .where("workspace_id", "=", context.workspaceId)
    .where("channel_id", "=", channelId)
    .orderBy("started_at", "desc")
    .orderBy("id", "desc")
    .limit(most);
  const rows = await read(context, latest);
  return rows.map(({ id, started_at, ended_at, reason, late_messages: lateMessages }) => ({
    ...{ id, reason, lateMessages },
    startedAt: started_at.toISOString(),
    endedAt: ended_at?.toISOString() ?? null,
  }));
}

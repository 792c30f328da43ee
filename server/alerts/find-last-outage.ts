import { type Context, query, read } from "#server/context.ts";

/** When a channel last went offline, null if it never did; `endedAt` is null while it is. */
export async function findLastOutage(
  context: Context,
  channelId: string,
): Promise<{ readonly startedAt: Date; readonly endedAt: Date | null } | null> {
  const latest = query
    .selectFrom("outages")
    .select(["started_at as startedAt", "ended_at as endedAt"])
    .where("workspace_id", "=", context.workspaceId)
    .where("channel_id", "=", channelId)
    .orderBy("started_at", "desc")
    .limit(1);
  const [outage] = await read(context, latest);
  return outage ?? null;
}

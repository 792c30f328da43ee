import { type Context, query, read } from "#server/context.ts";

const dayMilliseconds = 24 * 3_600_000;

/** How far a channel had been read at the last commit; null when never, or when that is more than a day ago. */
export async function readPosition(context: Context, channelId: string): Promise<string | null> {
  const oldest = new Date(context.clock.now().getTime() - dayMilliseconds);
  const stored = query
    .selectFrom("channel_positions")
    .select("position")
    .where("workspace_id", "=", context.workspaceId)
    .where("channel_id", "=", channelId)
    .where("stored_at", ">", oldest);
  const [row] = await read(context, stored);
  return row?.position ?? null;
}

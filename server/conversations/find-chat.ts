import type { ChannelKind } from "#contract/channels.ts";
import { type Context, query, read } from "#server/context.ts";
import { isVisible } from "#server/conversations/policy.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

/** The chat behind a conversation, as its channel knows it. */
export interface Chat {
  readonly channelId: string;
  readonly kind: ChannelKind;
  readonly chatId: string;
  readonly isRemoved: boolean;
}

/** The chat behind a conversation that the caller may see. Refused `not_found`. */
export async function findChat(context: Context, conversationId: string): Promise<Chat> {
  const byId = query
    .selectFrom("conversations as c")
    .innerJoin("channels as ch", (join) =>
      join.onRef("ch.workspace_id", "=", "c.workspace_id").onRef("ch.id", "=", "c.channel_id"),
    )
    .select(["c.channel_id", "ch.kind", "c.external_id", "ch.removed_at"])
    .where("c.workspace_id", "=", context.workspaceId)
    .where("c.id", "=", conversationId)
    .where(isVisible(context.actor));
  const [row] = await read(context, byId);
  if (!row) throw notFound();
  return { channelId: row.channel_id, kind: row.kind, chatId: row.external_id, isRemoved: row.removed_at !== null };
}

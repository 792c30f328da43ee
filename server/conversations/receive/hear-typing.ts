import { sql } from "kysely";
import { type Context, compilable, read } from "#server/context.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { newId } from "#server/platform/identifier.ts";

/** Tells open browsers that customers write or record, or have stopped. It is stored nowhere: a moment later it is not true any more. */
export async function hearTyping(
  context: Context,
  channelId: string,
  updates: readonly Extract<InboundUpdate, { kind: "typing" }>[],
): Promise<void> {
  // Of one chat the last word counts.
  const latest = new Map(
    updates.map(({ chatId, isTyping, isRecording = false }) => [chatId, { isTyping, isRecording }]),
  );
  if (latest.size === 0) return;
  const { workspaceId } = context;
  const rows = await read(
    context,
    compilable(sql<{ id: string; chat_id: string }>`
      select c.id, given.chat_id
        from unnest(${[...latest.keys()]}::text[]) as given (chat_id)
        left join chat_aliases a on a.workspace_id = ${workspaceId}::uuid and a.channel_id = ${channelId}::uuid
                                and a.former_external_id = given.chat_id
        join conversations c on c.workspace_id = ${workspaceId}::uuid and c.channel_id = ${channelId}::uuid
                            and c.external_id = coalesce(a.external_id, given.chat_id)`),
  );
  context.events.publish(
    rows.map((row) => ({
      workspaceId,
      id: newId(),
      kind: "conversation.typing",
      passing: { conversationId: row.id, details: { ...latest.get(row.chat_id) } },
    })),
  );
}

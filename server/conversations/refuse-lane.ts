import { type Context, transact } from "#server/context.ts";
import { lockConversation } from "#server/conversations/lock-conversation.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Refuses everything that still waits in a conversation whose channel was removed. */
export function refuseLane(context: Context, conversationId: string): Promise<void> {
  return transact(context, async (tx) => {
    await lockConversation(tx, conversationId);
    const refused = await tx.db
      .updateTable("messages")
      .set({ state: "refused", refusal_reason: "channel_removed", next_attempt_at: null })
      .where("workspace_id", "=", tx.workspaceId)
      .where("conversation_id", "=", conversationId)
      .where("state", "=", "queued")
      .returning("id")
      .execute();
    const ids = refused.map(({ id }) => id);
    if (ids.length === 0) return;
    await tx.db
      .updateTable("conversations")
      .set({ last_state: "refused" })
      .where("workspace_id", "=", tx.workspaceId)
      .where("id", "=", conversationId)
      .where("last_message_id", "in", ids)
      .execute();
    await Promise.all(ids.map((subjectId) => announce(tx, { kind: "message.changed", subjectId, conversationId })));
  });
}

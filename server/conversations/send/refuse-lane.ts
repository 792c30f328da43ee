import type { RefusalReason } from "#contract/messages.ts";
import { type Context, transact } from "#server/context.ts";
import { lockConversation } from "#server/conversations/lock-conversation.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Why everything in a lane is refused. */
interface LaneRefusal {
  readonly reason: RefusalReason;
  readonly detail: string | null;
}

const removed: LaneRefusal = { reason: "channel_removed", detail: null };

/** Refuses everything that still waits in a conversation, such as one whose channel was removed. Returns how many messages that was. */
export function refuseLane(
  context: Context,
  conversationId: string,
  { reason, detail }: LaneRefusal = removed,
): Promise<number> {
  return transact(context, async (tx) => {
    await lockConversation(tx, conversationId);
    const refused = await tx.db
      .updateTable("messages")
      .set({ state: "refused", refusal_reason: reason, refusal_detail: detail, next_attempt_at: null })
      .where("workspace_id", "=", tx.workspaceId)
      .where("conversation_id", "=", conversationId)
      .where("state", "=", "queued")
      .returning("id")
      .execute();
    const ids = refused.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await tx.db
      .updateTable("conversations")
      .set({ last_state: "refused" })
      .where("workspace_id", "=", tx.workspaceId)
      .where("id", "=", conversationId)
      .where("last_message_id", "in", ids)
      .execute();
    await Promise.all(ids.map((subjectId) => announce(tx, { kind: "message.changed", subjectId, conversationId })));
    return ids.length;
  });
}

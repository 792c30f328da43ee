import { actingMemberId, type Context, transact } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";

/** Marks the acting member's notifications so far as seen: all, or those of one conversation. Refused `not_found`. */
export async function markNotificationsSeen(context: Context, conversationId: string | undefined): Promise<void> {
  await transact(context, async (tx) => {
    const own = tx.db
      .updateTable("notifications")
      .set({ seen_at: tx.clock.now() })
      .where("workspace_id", "=", tx.workspaceId)
      .where("member_id", "=", actingMemberId(tx))
      .where("seen_at", "is", null);
    if (conversationId === undefined) await own.execute();
    else
      await Promise.all([
        accessConversation(tx, conversationId),
        own.where("conversation_id", "=", conversationId).execute(),
      ]);
  });
}

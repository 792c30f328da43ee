import { type Context, transact } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { lockConversation } from "#server/conversations/lock-conversation.ts";
import { readChanged } from "#server/conversations/read-conversation.ts";
import { routeReopened } from "#server/conversations/receive/route-reopened.ts";

/**
 * Opens an archived conversation again, for the team whose queue it came in through, and gives it a fresh period before
 * auto-archive. Answers JSON. Refused `not_found`.
 */
export function reopenConversation(context: Context, conversationId: string): Promise<string> {
  return transact(context, async (tx) => {
    // In this order: it may leave the caller's sight while this waits.
    await Promise.all([lockConversation(tx, conversationId), accessConversation(tx, conversationId)]);
    const { numUpdatedRows } = await tx.db
      .updateTable("conversations")
      .where("workspace_id", "=", tx.workspaceId)
      .where("id", "=", conversationId)
      .set({ archived_at: null, archive_run_id: null, kept_open_at: tx.clock.now() })
      .where("archived_at", "is not", null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await routeReopened(tx, conversationId);
    return readChanged(tx, conversationId);
  });
}

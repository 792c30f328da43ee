import { type Context, transact } from "#server/context.ts";
import { readConversation } from "#server/conversations/read-conversation.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Opens an archived conversation again and gives it a fresh period before auto-archive. Answers JSON. Refused `not_found`. */
export function reopenConversation(context: Context, conversationId: string): Promise<string> {
  return transact(context, async (tx) => {
    const { numUpdatedRows } = await tx.db
      .updateTable("conversations")
      .where("workspace_id", "=", tx.workspaceId)
      .where("id", "=", conversationId)
      .set({ archived_at: null, archive_run_id: null, kept_open_at: tx.clock.now() })
      .where("archived_at", "is not", null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await announce(tx, { kind: "conversation.reopened", conversationId });
    return readConversation(tx, conversationId);
  });
}

import { type Context, transact } from "#server/context.ts";
import { isVisible } from "#server/conversations/policy.ts";
import { readConversation } from "#server/conversations/read-conversation.ts";
import { announce } from "#server/platform/events/announce.ts";
import { distributeToMembers } from "#server/teams/distribute-later.ts";

/** Archives a conversation; nothing is sent to the customer. Archiving twice changes nothing. Answers JSON. Refused `not_found`. */
export function archiveConversation(context: Context, conversationId: string): Promise<string> {
  return transact(context, async (tx) => {
    const archived = await tx.db
      .updateTable("conversations as c")
      .where("c.workspace_id", "=", tx.workspaceId)
      .where("c.id", "=", conversationId)
      .where(isVisible(tx.actor))
      .set({ archived_at: tx.clock.now(), archive_run_id: null })
      .where("c.archived_at", "is", null)
      .returning("c.assignee_id")
      .executeTakeFirst();
    if (archived) {
      await announce(tx, { kind: "conversation.archived", conversationId });
      if (archived.assignee_id) await distributeToMembers(tx, [archived.assignee_id]);
    }
    return readConversation(tx, conversationId);
  });
}

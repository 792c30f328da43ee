import { sql } from "kysely";
import { type Context, transact } from "#server/context.ts";
import { readConversation } from "#server/conversations/read-conversation.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Takes a conversation from its assignee; where there is none, nothing happens. Refused `not_found`. */
export function unassignConversation(context: Context, conversationId: string): Promise<string> {
  return transact(context, async (tx) => {
    const { rows } = await sql<{ assignee_id: string }>`
      update conversations c set assignee_id = null from conversations former
       where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid and c.assignee_id is not null
         and former.workspace_id = c.workspace_id and former.id = c.id
      returning former.assignee_id`.execute(tx.db);
    const [taken] = rows;
    if (taken) {
      const details = { assigneeId: taken.assignee_id };
      await announce(tx, { kind: "conversation.unassigned", conversationId, details });
    }
    return readConversation(tx, conversationId);
  });
}

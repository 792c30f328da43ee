import { sql } from "kysely";
import { type Context, transact } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { lockConversation } from "#server/conversations/lock-conversation.ts";
import { readChanged } from "#server/conversations/read-conversation.ts";
import { announce } from "#server/platform/events/announce.ts";
import { distributeUnassigned } from "#server/teams/distribute-later.ts";

/** Takes a conversation from its assignee; where there is none, nothing happens. Refused `not_found`. */
export function unassignConversation(context: Context, conversationId: string): Promise<string> {
  return transact(context, async (tx) => {
    // In this order: it may leave the caller's sight, or their colleague's hands, while this waits.
    await Promise.all([lockConversation(tx, conversationId), accessConversation(tx, conversationId)]);
    const { rows } = await sql<{ assigneeId: string; teamId: string | null }>`
      update conversations c
         set assignee_id = null, waiting_since = case when c.team_id is not null then ${tx.clock.now()}::timestamptz end
        from conversations former
       where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid and c.assignee_id is not null
         and former.workspace_id = c.workspace_id and former.id = c.id
      returning former.assignee_id as "assigneeId", former.team_id as "teamId"`.execute(tx.db);
    const [former] = rows;
    if (former) {
      const details = { assigneeId: former.assigneeId, former };
      await announce(tx, { kind: "conversation.unassigned", conversationId, details });
      await distributeUnassigned(tx, conversationId, former.assigneeId);
    }
    return readChanged(tx, conversationId);
  });
}

import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";

/**
 * Holds the members who may get conversations back from a move, before any conversation is held: whoever is shutting one of them out
 * waits, and then hands over what they have got.
 */
export async function holdFormerAssignees(tx: Transaction, moveId: string): Promise<void> {
  await sql`
    select from members
     where workspace_id = ${tx.workspaceId}::uuid and id in (
       select former_assignee_id from queue_move_conversations
        where workspace_id = ${tx.workspaceId}::uuid and move_id = ${moveId}::uuid)
     order by id for share`.execute(tx.db);
}

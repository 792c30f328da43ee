import { sql } from "kysely";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { lockConversation } from "#server/conversations/lock-conversation.ts";
import { type Lane, readLane } from "#server/conversations/send/claim-message.ts";
import { deliverLater } from "#server/conversations/send/deliver-later.ts";

/**
 * Enqueues a lane for the end of its wait; at once if what it waits for is not as it was `seen`. Whoever ends a wait enqueues it for now,
 * which must not be put off by one who has looked before.
 */
export function comeBack(context: Context, conversationId: string, wait: number, seen: Lane): Promise<void> {
  return transact(context, async (tx) => {
    await lockLane(tx, conversationId);
    const lane = await readLane(tx, conversationId);
    const isSame = lane?.next_attempt_at?.getTime() === seen.next_attempt_at?.getTime();
    await deliverLater(tx, conversationId, new Date(tx.clock.now().getTime() + (isSame ? wait : 0)));
  });
}

/** Those who end a wait change the conversation's messages before they enqueue it. */
async function lockLane(tx: Transaction, conversationId: string): Promise<void> {
  await lockConversation(tx, conversationId);
  await sql`
    select id from messages
     where workspace_id = ${tx.workspaceId}::uuid and conversation_id = ${conversationId}::uuid and state in ('queued', 'sending')
     order by created_at, id limit 1 for no key update`.execute(tx.db);
}

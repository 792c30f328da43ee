import { type Context, transact } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { isVisible } from "#server/conversations/policy.ts";
import { deliverLater } from "#server/conversations/send/deliver-later.ts";
import { announce } from "#server/platform/events/announce.ts";

/**
 * Releases a conversation that was paused because two programs answered each other: what waits in it leaves, and what was written so
 * far is no more held against it. Does nothing where it is not paused. Refused `not_found`.
 */
export async function releaseConversation(context: Context, conversationId: string): Promise<void> {
  await transact(context, async (tx) => {
    await accessConversation(tx, conversationId);
    const released = await tx.db
      .updateTable("conversations as c")
      .set({ paused_at: null, released_at: tx.clock.now() })
      .where("c.workspace_id", "=", tx.workspaceId)
      .where("c.id", "=", conversationId)
      .where(isVisible(tx.actor))
      .where("c.paused_at", "is not", null)
      .returning("c.id")
      .executeTakeFirst();
    if (!released) return;
    await announce(tx, { kind: "conversation.released", conversationId });
    await deliverLater(tx, conversationId);
  });
}

import type { Transaction } from "#server/context.ts";
import { notify } from "#server/notifications/notify.ts";
import { announce } from "#server/platform/events/announce.ts";

/**
 * Pauses a conversation in which two programs answer each other: nothing more is sent in it until a person releases it. Its thread says
 * so, and its assignee hears of it.
 */
export async function pauseConversation(tx: Transaction, conversationId: string): Promise<void> {
  const paused = await tx.db
    .updateTable("conversations")
    .set({ paused_at: tx.clock.now() })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", conversationId)
    .where("paused_at", "is", null)
    .returning("assignee_id")
    .executeTakeFirst();
  if (!paused) return;
  await announce(tx, { kind: "conversation.paused", conversationId });
  if (paused.assignee_id) await notify(tx, { kind: "paused", memberIds: [paused.assignee_id], conversationId });
}

import { type Context, type Transaction, transact } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { lockConversation } from "#server/conversations/lock-conversation.ts";
import { readMessage } from "#server/conversations/read-message.ts";
import { deliverLater } from "#server/conversations/send/deliver-later.ts";
import { notFound, Refusal } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";

/** What a person decides about a message that may or may not have arrived. */
export type Resolution = "sent" | "send_again" | "discard";

/**
 * Carries out a person's decision about a message that is unknown or refused, and answers it as JSON. Sending again puts it at
 * the end of its lane and of its thread. Refused `not_found`, and `not_resolvable` in any other state.
 */
export function resolveMessage(
  context: Context,
  conversationId: string,
  messageId: string,
  decision: Resolution,
): Promise<string> {
  return transact(context, async (tx) => {
    const state = await lockState(tx, conversationId, messageId);
    if (state !== "unknown" && state !== "refused") throw notResolvable();
    await decide(tx, conversationId, messageId, decision);
    await announce(tx, { kind: "message.changed", subjectId: messageId, conversationId });
    return (await readMessage(tx, messageId)) ?? "";
  });
}

async function lockState(tx: Transaction, conversationId: string, messageId: string): Promise<string> {
  await lockConversation(tx, conversationId);
  await accessConversation(tx, conversationId);
  const row = await tx.db
    .selectFrom("messages")
    .select("state")
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", messageId)
    .where("conversation_id", "=", conversationId)
    .where("direction", "=", "outbound")
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  return row.state;
}

async function decide(tx: Transaction, conversationId: string, messageId: string, decision: Resolution): Promise<void> {
  const now = tx.clock.now();
  const state = decision === "sent" ? "sent" : decision === "send_again" ? "queued" : "refused";
  const again = decision === "send_again" ? { created_at: now } : {};
  const refusal = state === "refused" ? {} : { refusal_reason: null, refusal_detail: null };
  await tx.db
    .updateTable("messages")
    .set({ state, next_attempt_at: null, lane_held_until: null, ...again, ...refusal })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", messageId)
    .execute();
  await tx.db
    .updateTable("conversations")
    .set({ last_state: state })
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", conversationId)
    .where("last_message_id", "=", messageId)
    .execute();
  // Also what has waited behind it need wait no longer.
  await deliverLater(tx, conversationId);
}

function notResolvable(): Refusal {
  return new Refusal(409, "not_resolvable", "There is nothing to decide about this message any more.", {
    detail:
      "Only a message that was refused, or whose answer was lost, can be marked as arrived, sent again or discarded.",
  });
}

import { recordAudit } from "#server/audit/record.ts";
import { type Context, transact } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { isVisible } from "#server/conversations/policy.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Lifts a customer's opt-out for a reason, which the thread and the audit log keep. Refused `not_found`, `not_opted_out`. */
export async function liftOptOut(context: Context, conversationId: string, reason: string): Promise<void> {
  await transact(context, async (tx) => {
    await accessConversation(tx, conversationId);
    const lifted = await tx.db
      .updateTable("conversations as c")
      .set({ opted_out_at: null })
      .where("c.workspace_id", "=", tx.workspaceId)
      .where("c.id", "=", conversationId)
      .where(isVisible(tx.actor))
      .where("c.opted_out_at", "is not", null)
      .returning("c.contact_name")
      .executeTakeFirst();
    if (!lifted) throw notOptedOut();
    await announce(tx, { kind: "conversation.opted_in", conversationId, details: { said: reason } });
    const subject = { kind: "conversation" as const, id: conversationId, name: lifted.contact_name };
    await recordAudit(tx, { action: "conversation.opt_out_lifted", subject, after: { reason } });
  });
}

function notOptedOut(): Refusal {
  return new Refusal(409, "not_opted_out", "This customer has not opted out, or has written again since.", {
    detail: "There is nothing to lift: write to them.",
  });
}

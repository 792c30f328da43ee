import { type Context, query, read } from "#server/context.ts";
import { isVisible } from "#server/conversations/policy.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

/** What others may know of a conversation that the caller may see. */
export interface AccessibleConversation {
  readonly id: string;
  readonly channelId: string;
  readonly contactId: string;
}

/** The only door to a conversation. Refused `not_found` when it does not exist, and likewise when it is not the caller's. */
export async function accessConversation(context: Context, conversationId: string): Promise<AccessibleConversation> {
  const byId = query
    .selectFrom("conversations as c")
    .select(["c.id", "c.channel_id as channelId", "c.contact_id as contactId"])
    .where("c.workspace_id", "=", context.workspaceId)
    .where("c.id", "=", conversationId)
    .where(isVisible(context.actor));
  const [found] = await read(context, byId);
  if (!found) throw notFound();
  return found;
}

import { type Context, query, read } from "#server/context.ts";
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
    .selectFrom("conversations")
    .select(["id", "channel_id as channelId", "contact_id as contactId"])
    .where("workspace_id", "=", context.workspaceId)
    .where("id", "=", conversationId);
  const [found] = await read(context, byId);
  if (!found) throw notFound();
  return found;
}

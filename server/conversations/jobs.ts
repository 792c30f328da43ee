import type { DeliveryParts } from "#server/conversations/deliver-conversation.ts";
import { deliverConversation as deliver } from "#server/conversations/deliver-conversation.ts";
import { deliverConversationLater } from "#server/conversations/deliver-later.ts";
import { paceSending } from "#server/conversations/pace-sending.ts";
import type { JobHandler } from "#server/platform/jobs/job.ts";

/** The work that conversations defer, with the code behind it. Sending keeps its pace for all conversations of this process. */
export function conversationJobs(parts: Omit<DeliveryParts, "pace">): JobHandler[] {
  const pace = paceSending();
  return [
    deliverConversationLater.handledBy((context, { conversationId }, signal) =>
      deliver(context, { ...parts, pace }, conversationId, signal),
    ),
  ];
}

import type { DeliveryParts } from "#server/conversations/deliver-conversation.ts";
import { deliverConversation as deliver } from "#server/conversations/deliver-conversation.ts";
import { deliverConversationLater } from "#server/conversations/deliver-later.ts";
import { forgetPassingFacts } from "#server/conversations/forget-passing-facts.ts";
import { paceSending } from "#server/conversations/pace-sending.ts";
import type { JobHandler, ScheduledJob } from "#server/platform/jobs/job.ts";
import { visitWorkspaces } from "#server/platform/jobs/visit-workspaces.ts";

/** The work that conversations defer, with the code behind it. Sending keeps its pace for all conversations of this process. */
export function conversationJobs(parts: Omit<DeliveryParts, "pace">): JobHandler[] {
  const pace = paceSending();
  return [
    deliverConversationLater.handledBy((context, { conversationId }, signal) =>
      deliver(context, { ...parts, pace }, conversationId, signal),
    ),
  ];
}

/** Four times a day every workspace is rid of facts that have served. */
export function conversationSchedules(): ScheduledJob[] {
  return [
    {
      name: "forget_passing_facts",
      pattern: "41 */6 * * *",
      handle: (schedule) => visitWorkspaces(schedule, { text: "select every_workspace() as id" }, forgetPassingFacts),
    },
  ];
}

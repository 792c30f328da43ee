import { forgetPassingFacts } from "#server/conversations/forget-passing-facts.ts";
import { forgetEarlyChanges } from "#server/conversations/receive/forget-early-changes.ts";
import { readProfile } from "#server/conversations/receive/read-profile.ts";
import { readProfileJob } from "#server/conversations/receive/read-profile-later.ts";
import { askAboutUnknown } from "#server/conversations/send/ask-about-unknown.ts";
import { askAboutUnknownLater } from "#server/conversations/send/ask-later.ts";
import type { DeliveryParts } from "#server/conversations/send/deliver-conversation.ts";
import { deliverConversation as deliver } from "#server/conversations/send/deliver-conversation.ts";
import { deliverConversationLater } from "#server/conversations/send/deliver-later.ts";
import { paceSending } from "#server/conversations/send/pace-sending.ts";
import { tellRead } from "#server/conversations/send/tell-read.ts";
import { tellReadJob } from "#server/conversations/send/tell-read-later.ts";
import type { JobHandler, ScheduledJob } from "#server/platform/jobs/job.ts";
import { visitEveryWorkspace } from "#server/platform/jobs/visit-workspaces.ts";

/** The work that conversations defer, with the code behind it. Sending keeps its pace for all conversations of this process; `random` chooses the gaps of guarded channels. */
export function conversationJobs(
  parts: Omit<DeliveryParts, "pace" | "random"> & Partial<Pick<DeliveryParts, "random">>,
): JobHandler[] {
  const pace = paceSending();
  const random = parts.random ?? Math.random;
  return [
    deliverConversationLater.handledBy((context, { conversationId }, signal) =>
      deliver(context, { ...parts, pace, random }, conversationId, signal),
    ),
    askAboutUnknownLater.handledBy((context, { conversationId }, signal) =>
      askAboutUnknown(context, parts, conversationId, signal),
    ),
    readProfileJob.handledBy((context, { contactId }, signal) => readProfile(context, parts, contactId, signal)),
    tellReadJob.handledBy((context, { conversationId, until }, signal) =>
      tellRead(context, parts, conversationId, new Date(until), signal),
    ),
  ];
}

/** Four times a day every workspace is rid of facts that have served, and once of what was said about messages that never came. */
export function conversationSchedules(): ScheduledJob[] {
  return [
    {
      name: "forget_passing_facts",
      pattern: "41 */6 * * *",
      handle: (schedule) => visitEveryWorkspace(schedule, forgetPassingFacts),
    },
    {
      name: "forget_early_changes",
      pattern: "37 3 * * *",
      handle: (schedule) => visitEveryWorkspace(schedule, forgetEarlyChanges),
    },
  ];
}

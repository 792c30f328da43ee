import { watchOutages } from "#server/alerts/watch-outages.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { forgetJournal } from "#server/channels/forget-journal.ts";
import { forgetSentPayloads } from "#server/channels/forget-sent-payloads.ts";
import { forgetLogins } from "#server/channels/logins/forget-logins.ts";
import { noticeStaleChannels } from "#server/channels/status/notice-stale-channels.ts";
import { heldEventsJob } from "#server/channels/webhooks/hold-events.ts";
import type { JobHandler, ScheduledJob } from "#server/platform/jobs/job.ts";
import { visitEveryWorkspace } from "#server/platform/jobs/visit-workspaces.ts";

/** The work that channels defer, with the code behind it. */
export function channelJobs(parts: Pick<ChannelParts, "adapters">): JobHandler[] {
  return [heldEventsJob(parts)];
}

/**
 * In the processes that work off jobs: every minute, so that people are warned also when no process runs channels any more; and once a
 * day, what nobody will ask for again is forgotten.
 */
export function channelSchedules(): ScheduledJob[] {
  return [
    {
      name: "notice_stale_channels",
      pattern: "* * * * *",
      async handle(schedule) {
        try {
          await noticeStaleChannels(schedule);
        } finally {
          // At once, as the warning would come a minute later else.
          await watchOutages(schedule);
        }
      },
    },
    { name: "forget_channel_logins", pattern: "*/10 * * * *", handle: forgetLogins },
    {
      name: "forget_sent_payloads",
      pattern: "17 3 * * *",
      handle: (schedule) => visitEveryWorkspace(schedule, forgetSentPayloads),
    },
    {
      name: "forget_journal",
      pattern: "27 3 * * *",
      handle: (schedule) => visitEveryWorkspace(schedule, forgetJournal),
    },
  ];
}

import { watchOutages } from "#server/alerts/watch-outages.ts";
import { noticeStaleChannels } from "#server/channels/notice-stale-channels.ts";
import type { ScheduledJob } from "#server/platform/jobs/job.ts";

/** Every minute, in the processes that work off jobs: so that people are warned also when no process runs channels any more. */
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
  ];
}

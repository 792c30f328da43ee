import { watchOutages } from "#server/alerts/watch-outages.ts";
import { noticeStaleChannels } from "#server/channels/notice-stale-channels.ts";
import type { ScheduledJob } from "#server/platform/jobs/job.ts";

/** Every minute, in the processes that work off jobs: so that people are warned also when no process runs channels any more. */
export function channelSchedules(): ScheduledJob[] {
  return [
    {
      name: "notice_stale_channels",
      pattern: "* * * * *",
      handle: async (schedule) => {
        await noticeStaleChannels(schedule);
        await watchOutages(schedule);
      },
    },
  ];
}

import { forgetOldNotifications } from "#server/notifications/forget-old-notifications.ts";
import type { ScheduledJob } from "#server/platform/jobs/job.ts";
import { visitEveryWorkspace } from "#server/platform/jobs/visit-workspaces.ts";

/** Once a day every workspace is rid of notifications that nobody looks for any more. */
export function notificationSchedules(): ScheduledJob[] {
  return [
    {
      name: "forget_old_notifications",
      pattern: "17 3 * * *",
      handle: (schedule) => visitEveryWorkspace(schedule, forgetOldNotifications),
    },
  ];
}

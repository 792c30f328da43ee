import { noticeQuietMembers } from "#server/members/notice-quiet-members.ts";
import type { ScheduledJob } from "#server/platform/jobs/job.ts";
import { visitWorkspaces } from "#server/platform/jobs/visit-workspaces.ts";

/** Each minute those become away of whom nothing was heard for a while. */
export function memberSchedules(): ScheduledJob[] {
  return [
    {
      name: "notice_quiet_members",
      pattern: "* * * * *",
      handle: (schedule) =>
        visitWorkspaces(
          schedule,
          { text: "select workspaces_with_quiet_members($1) as id", values: [schedule.clock.now()] },
          noticeQuietMembers,
        ),
    },
  ];
}

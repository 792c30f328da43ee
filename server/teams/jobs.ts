import { transact } from "#server/context.ts";
import type { JobHandler, ScheduledJob } from "#server/platform/jobs/job.ts";
import { visitWorkspaces } from "#server/platform/jobs/visit-workspaces.ts";
import { distributeEverywhere, distributeTeamLater } from "#server/teams/distribute-later.ts";
import { distributeTeam } from "#server/teams/distribute-team.ts";

/** The work that teams defer. */
export function teamJobs(): JobHandler[] {
  return [
    distributeTeamLater.handledBy(async (context, { teamId }, signal) => {
      await distributeTeam(context, teamId, signal);
    }),
  ];
}

/** Each minute a look is taken at what waits, should whatever made it wait have told nobody. */
export function teamSchedules(): ScheduledJob[] {
  return [
    {
      name: "distribute_everywhere",
      pattern: "* * * * *",
      handle: (schedule) =>
        visitWorkspaces(schedule, { text: "select workspaces_with_waiting_conversations() as id" }, (context) =>
          transact(context, distributeEverywhere),
        ),
    },
  ];
}

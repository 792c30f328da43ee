import type { JobHandler, ScheduledJob } from "#server/platform/jobs/job.ts";
import { visitEveryWorkspace } from "#server/platform/jobs/visit-workspaces.ts";
import { continueMove } from "#server/queues/continue-move.ts";
import { forgetMoved } from "#server/queues/forget-moved.ts";
import { moveOpenLater } from "#server/queues/move-open-later.ts";

/** The work that queues defer. */
export function queueJobs(): JobHandler[] {
  return [moveOpenLater.handledBy((context, { moveId }, signal) => continueMove(context, moveId, signal))];
}

/** Once a day every workspace is rid of what only an undo would need that is no longer possible. */
export function queueSchedules(): ScheduledJob[] {
  return [
    {
      name: "forget_moved",
      pattern: "47 3 * * *",
      handle: (schedule) => visitEveryWorkspace(schedule, forgetMoved),
    },
  ];
}

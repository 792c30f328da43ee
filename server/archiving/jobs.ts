import { archiveInactive } from "#server/archiving/archive-inactive.ts";
import { type Transaction, transact } from "#server/context.ts";
import { type JobHandler, job, type ScheduledJob } from "#server/platform/jobs/job.ts";
import { visitWorkspaces } from "#server/platform/jobs/visit-workspaces.ts";

const archiveInactiveJob = job<Record<never, never>>("archive_inactive");

/**
 * Has the workspace's inactive conversations archived soon, within seconds of the commit. The runs of a workspace follow one
 * another, and one that waits already is not doubled.
 */
export function archiveInactiveLater(tx: Transaction): Promise<void> {
  const lane = `archive_inactive:${tx.workspaceId}`;
  return archiveInactiveJob.later(tx, {}, { key: lane, queue: lane });
}

/** The jobs of auto-archive. */
export function archivingJobs(): JobHandler[] {
  return [
    archiveInactiveJob.handledBy(async (context, _payload, signal) => {
      await archiveInactive(context, signal);
    }),
  ];
}

/** Every five minutes each workspace that has a period is visited. */
export function archivingSchedules(): ScheduledJob[] {
  return [
    {
      name: "archive_inactive_everywhere",
      pattern: "*/5 * * * *",
      handle: (schedule) =>
        visitWorkspaces(schedule, { text: "select workspaces_with_auto_archive() as id" }, (context) =>
          transact(context, archiveInactiveLater),
        ),
    },
  ];
}

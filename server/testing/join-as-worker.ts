import { openPool } from "#server/platform/database/open-pool.ts";
import type { JobHandler } from "#server/platform/jobs/job.ts";
import { runJobs } from "#server/platform/jobs/run-jobs.ts";
import { createLog } from "#server/platform/log/log.ts";
import { joinProcesses, type ProcessMembership } from "#server/platform/processes/join-processes.ts";
import type { Rooms } from "#server/testing/open-rooms.ts";

/** What works off jobs of rooms, as a process among others would. */
export interface Worker {
  readonly membership: ProcessMembership;
  /** Begins with the work that these handlers do. */
  workOff(handlers: readonly JobHandler[]): Promise<void>;
  stop(): Promise<void>;
}

/** Joins the processes that serve the rooms. */
export async function joinAsWorker(
  { ownerUrl, clock, contextOf }: Pick<Rooms, "ownerUrl" | "clock" | "contextOf">,
  log = createLog("fatal"),
): Promise<Worker> {
  const held = new AsyncDisposableStack();
  const ownerPool = held.adopt(openPool(ownerUrl, 12, log), (pool) => pool.end());
  const membership = held.adopt(await joinProcesses(ownerPool, log), (joined) => joined.leave());
  const schedule = { clock, pool: ownerPool, contextOf };
  return {
    membership,
    async workOff(handlers) {
      held.adopt(await runJobs({ ownerPool, membership, handlers, schedules: [], schedule, log }), (jobs) =>
        jobs.stop(),
      );
    },
    stop: () => held.disposeAsync(),
  };
}

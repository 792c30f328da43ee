import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Logger, parseCronItems, run, type TaskList } from "graphile-worker";
import type { Pool } from "pg";
import type { JobHandler, Schedule, ScheduledJob } from "#server/platform/jobs/job.ts";
import type { Log } from "#server/platform/log/log.ts";
import type { ProcessMembership } from "#server/platform/processes/join-processes.ts";

/** What running jobs needs. `ownerPool` reaches the jobs of all workspaces; handlers never see it. */
export interface JobParts {
  readonly ownerPool: Pool;
  readonly membership: ProcessMembership;
  readonly handlers: readonly JobHandler[];
  readonly schedules: readonly ScheduledJob[];
  readonly schedule: Schedule;
  readonly log: Log;
}

const concurrency = 8;
const pollMilliseconds = 1_000;

/** Works off jobs until stopped; stopping waits for those that run. Two handlers of one name cannot start. */
export async function runJobs(parts: JobParts): Promise<{ stop(): Promise<void> }> {
  requireDistinct([...parts.handlers, ...parts.schedules].map(({ name }) => name));
  const events = new EventEmitter();
  events.on("job:error", ({ job, error }: { job: { task_identifier: string; attempts: number }; error: unknown }) => {
    parts.log.warn({ err: error, job: job.task_identifier, attempt: job.attempts }, "A job failed and is tried again");
  });
  const runner = await run({
    pgPool: parts.ownerPool,
    concurrency,
    pollInterval: pollMilliseconds,
    noHandleSignals: true,
    events,
    logger: new Logger(() => (level, message) => level === "error" && parts.log.error(message)),
    preset: { plugins: [registerFirst(parts)] },
    taskList: { ...tasksOf(parts), ...schedulesOf(parts) },
    parsedCronItems: parseCronItems(parts.schedules.map(({ name, pattern }) => ({ task: name, match: pattern }))),
  });
  return { stop: () => runner.stop() };
}

/**
 * Jobs are locked in the name of the pool, not of its workers. Each worker waits here before it takes its first job, as a job
 * that is locked by nobody known would stay locked for hours after a crash.
 */
function registerFirst({ membership, log }: JobParts): GraphileConfig.Plugin {
  return {
    name: "RegisterFirst",
    version: "1.0.0",
    worker: {
      hooks: {
        async startWorker(_context, { worker }) {
          while (!(await isRegistered(worker.workerPool.id))) await pause(pollMilliseconds);
        },
      },
    },
  };

  async function isRegistered(poolId: string): Promise<boolean> {
    try {
      await membership.addWorker(poolId);
      return true;
    } catch (err) {
      log.warn({ err }, "The job workers could not be registered and wait");
      return false;
    }
  }
}

function tasksOf({ handlers, schedule }: JobParts): TaskList {
  return Object.fromEntries(
    handlers.map(({ name, handle }) => [
      name,
      async (payload: unknown, { abortSignal }: { abortSignal?: AbortSignal }) => {
        const signal = abortSignal ?? new AbortController().signal;
        await handle(schedule.contextOf(workspaceOf(payload)), payload as never, signal);
      },
    ]),
  );
}

function schedulesOf({ schedules, schedule }: JobParts): TaskList {
  return Object.fromEntries(schedules.map(({ name, handle }) => [name, () => handle(schedule)]));
}

function workspaceOf(payload: unknown): string {
  if (
    typeof payload === "object" &&
    payload !== null &&
    "workspaceId" in payload &&
    typeof payload.workspaceId === "string"
  ) {
    return payload.workspaceId;
  }
  throw new Error("A job names no workspace.");
}

function requireDistinct(names: readonly string[]): void {
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new Error(`These jobs have two handlers: ${twice.join(", ")}.`);
}

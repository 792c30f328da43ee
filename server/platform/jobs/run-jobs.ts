import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Logger, parseCronItems, type Runner, run, type TaskList } from "graphile-worker";
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

/**
 * Works off jobs until stopped; stopping waits for those that run. Two handlers of one name cannot start. When the database goes
 * away just as a job ends, the worker gives up; it is then started anew, and what it still held is set free.
 */
export async function runJobs(parts: JobParts): Promise<{ stop(): Promise<void> }> {
  requireDistinct([...parts.handlers, ...parts.schedules].map(({ name }) => name));
  const pools: string[] = [];
  const stopping = new AbortController();
  let runner = await startRunner(parts, pools);
  const keeping = (async () => {
    while (!stopping.signal.aborted) {
      await runner.promise.catch((err) => parts.log.error({ err }, "The job worker ended and is started anew"));
      if (!stopping.signal.aborted) runner = await startAnew(parts, pools, stopping.signal).catch(() => runner);
    }
    // Also one that was just being started anew.
    await runner.stop().catch(() => undefined);
  })();
  return {
    async stop() {
      stopping.abort();
      await runner.stop().catch(() => undefined);
      await keeping;
    },
  };
}

async function startAnew(parts: JobParts, pools: string[], signal: AbortSignal): Promise<Runner> {
  for (;;) {
    await pause(pollMilliseconds, undefined, { signal });
    try {
      await parts.ownerPool.query("select graphile_worker.force_unlock_workers($1)", [pools]);
      pools.length = 0;
      return await startRunner(parts, pools);
    } catch (err) {
      parts.log.warn({ err }, "The job worker cannot start yet");
    }
  }
}

async function startRunner(parts: JobParts, pools: string[]): Promise<Runner> {
  const events = new EventEmitter();
  events.on("job:error", ({ job, error }: { job: { task_identifier: string; attempts: number }; error: unknown }) => {
    parts.log.warn({ err: error, job: job.task_identifier, attempt: job.attempts }, "A job failed and is tried again");
  });
  return run({
    pgPool: parts.ownerPool,
    concurrency,
    pollInterval: pollMilliseconds,
    noHandleSignals: true,
    events,
    logger: new Logger(() => (level, message) => level === "error" && parts.log.error(message)),
    // Without batches, graphile-worker 0.18 lets a failure to write down the end of a job end the whole process.
    preset: {
      plugins: [registerFirst(parts, pools)],
      worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
    },
    taskList: { ...tasksOf(parts), ...schedulesOf(parts) },
    parsedCronItems: parseCronItems(parts.schedules.map(({ name, pattern }) => ({ task: name, match: pattern }))),
  });
}

/**
 * Jobs are locked in the name of the pool, not of its workers. Each worker waits here before it takes its first job, as a job
 * that is locked by nobody known would stay locked for hours after a crash.
 */
function registerFirst({ membership, log }: JobParts, pools: string[]): GraphileConfig.Plugin {
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
      if (!pools.includes(poolId)) pools.push(poolId);
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

import { sql } from "kysely";
import type { Pool } from "pg";
import type { Context, Transaction } from "#server/context.ts";
import type { Clock } from "#server/platform/clock/clock.ts";

/** When and in which lane a job runs. Jobs of one `queue` run one after the other; a job with the `key` of a waiting one replaces it. */
export interface JobOptions {
  readonly key?: string;
  readonly queue?: string;
  readonly runAt?: Date;
  readonly maxAttempts?: number;
}

/** The code behind a job. `context` is the workspace's in which the job was enqueued, acting as Wokfow itself. */
export interface JobHandler {
  readonly name: string;
  readonly handle: (context: Context, payload: never, signal: AbortSignal) => Promise<void>;
}

/** A named kind of deferred work. */
export interface Job<Payload extends Record<string, string | number | boolean | null>> {
  readonly name: string;
  /** Enqueues the work in the transaction: it happens if the transaction does. */
  later(tx: Transaction, payload: Payload, options?: JobOptions): Promise<void>;
  handledBy(handle: (context: Context, payload: Payload, signal: AbortSignal) => Promise<void>): JobHandler;
}

/** What scheduled work gets: the context of any workspace, and the pool for the functions that find which ones to visit. */
export interface Schedule {
  readonly clock: Clock;
  readonly pool: Pool;
  contextOf(workspaceId: string): Context;
}

/** Work that runs by the clock, not in a workspace. `pattern` is a crontab pattern in UTC ("*\/5 * * * *"). */
export interface ScheduledJob {
  readonly name: string;
  readonly pattern: string;
  readonly handle: (schedule: Schedule) => Promise<void>;
}

/** Names a kind of job. Its payload carries identifiers, never secrets or contents. */
export function job<Payload extends Record<string, string | number | boolean | null>>(name: string): Job<Payload> {
  return {
    name,
    later: (tx, payload, options = {}) => enqueue(tx, name, payload, options),
    handledBy: (handle) => ({ name, handle }),
  };
}

async function enqueue(tx: Transaction, name: string, payload: object, options: JobOptions): Promise<void> {
  const stored = JSON.stringify({ ...payload, workspaceId: tx.workspaceId });
  const { queue = null, runAt = null, maxAttempts = 25, key = null } = options;
  await sql`select add_job(${name}, ${stored}::json, ${queue}, ${runAt}::timestamptz, ${maxAttempts}, ${key})`.execute(
    tx.db,
  );
}

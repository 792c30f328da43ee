import { CompiledQuery } from "kysely";
import type { Transaction } from "#server/context.ts";
import { waitFor } from "#server/testing/wait-for.ts";

/** A connection whose transaction holds something: one of a verb, or one of a test's own. */
type Holder = Pick<Transaction, "db"> | { query(text: string): Promise<{ rows: { pid: number }[] }> };

/**
 * Resolves once so many wait for what this transaction holds, or for somebody who waits for it; answers with their backends.
 * Nobody else's wait counts: whoever commits a notification waits for others of the whole server for a moment.
 */
export async function lockAwaited(holder: Holder, waiting = 1): Promise<number[]> {
  return waitFor(async () => {
    const pids = (await ask(holder)).map(({ pid }) => pid);
    return pids.length >= waiting && pids;
  });
}

/** Of locks, a transaction sees every change at once, unlike of activity. */
const waitingForMe = `
  with recursive waiting as materialized (
    select pid, pg_blocking_pids(pid) as blockers from (select distinct pid from pg_locks where not granted) as pids
  ), held as (
    select pid from waiting where pg_backend_pid() = any(blockers)
    union
    select waiting.pid from waiting join held on held.pid = any(waiting.blockers)
  )
  select pid from held order by pid`;

async function ask(holder: Holder): Promise<{ pid: number }[]> {
  if ("query" in holder) return (await holder.query(waitingForMe)).rows;
  return (await holder.db.executeQuery<{ pid: number }>(CompiledQuery.raw(waitingForMe))).rows;
}

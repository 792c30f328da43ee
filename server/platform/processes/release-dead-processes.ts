import { hostname } from "node:os";
import type { Pool } from "pg";
import type { Log } from "#server/platform/log/log.ts";

interface OtherProcess {
  id: string;
  host: string;
  pid: number;
  silent: boolean;
}

// After an outage of the database everyone is silent, so a process first gives the others time to be heard again.
const beatsBeforeJudging = 6;

/**
 * Finds processes that died and sets their jobs free to run again; returns how many others are alive. A process on this host
 * is dead when the system knows no such pid; elsewhere when it has been silent for 15 s.
 */
export async function releaseDeadProcesses(ownerPool: Pool, ownId: string, beats: number, log: Log): Promise<number> {
  const { rows } = await ownerPool.query<OtherProcess>(
    "select id, host, pid, seen_at < now() - interval '15 seconds' as silent from processes where id <> $1",
    [ownId],
  );
  const dead = rows.filter((other) => isGone(other) || (other.silent && beats >= beatsBeforeJudging));
  for (const other of dead) {
    await release(ownerPool, other.id);
    log.info({ process: other.id }, "Another server process died; its jobs run again");
  }
  return rows.length - dead.length;
}

async function release(ownerPool: Pool, processId: string): Promise<void> {
  await ownerPool.query(
    `with gone as (delete from processes where id = $1 returning id)
     select graphile_worker.force_unlock_workers(
       coalesce((select array_agg(worker_id) from job_workers where process_id in (select id from gone)), '{}'))`,
    [processId],
  );
}

function isGone({ host, pid }: OtherProcess): boolean {
  if (host !== hostname()) return false;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

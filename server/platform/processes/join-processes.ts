import { hostname } from "node:os";
import type { Pool } from "pg";
import { newId } from "#server/platform/identifier.ts";
import type { Log } from "#server/platform/log/log.ts";
import { releaseDeadProcesses } from "#server/platform/processes/release-dead-processes.ts";

/** This process among the others that share the database. */
export interface ProcessMembership {
  readonly id: string;
  /** Whether another process was alive at the last heartbeat. */
  isAlone(): boolean;
  /** Another process was heard of just now, perhaps before the next heartbeat would have found it. */
  meetAnother(): void;
  /** Notes in whose name this process locks jobs, so that they are set free should it die. */
  addWorker(workerId: string): Promise<void>;
  leave(): Promise<void>;
}

const heartbeatMilliseconds = 3_000;

/**
 * Registers this process, keeps saying that it is alive, and sets free what dead ones held, jobs and leases alike. `ownerPool` is the owner's, as the
 * jobs of all workspaces are behind it.
 */
export async function joinProcesses(ownerPool: Pool, log: Log): Promise<ProcessMembership> {
  const id = newId();
  let others = 0;
  let beats = 0;
  await ownerPool.query("insert into processes values ($1, $2, $3, now())", [id, hostname(), process.pid]);
  const beat = async () => {
    const { rowCount } = await ownerPool.query("update processes set seen_at = now() where id = $1", [id]);
    if (rowCount === 0) log.error("This process was taken for dead by another one; it goes on");
    beats += 1;
    others = await releaseDeadProcesses(ownerPool, id, beats, log);
  };
  await beat();
  const timer = setInterval(
    () => beat().catch((err) => log.warn({ err }, "The heartbeat did not reach the database")),
    heartbeatMilliseconds,
  );
  return {
    id,
    isAlone: () => others === 0,
    meetAnother() {
      others = Math.max(others, 1);
    },
    async addWorker(workerId) {
      await ownerPool.query("insert into job_workers values ($1, $2) on conflict do nothing", [workerId, id]);
    },
    async leave() {
      clearInterval(timer);
      await ownerPool.query("delete from processes where id = $1", [id]);
    },
  };
}

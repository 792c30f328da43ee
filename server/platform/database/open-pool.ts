import { Pool } from "pg";
import { GatheringSocket } from "#server/platform/database/gathering-socket.ts";
import type { Log } from "#server/platform/log/log.ts";

const halfMinute = 30_000;

/**
 * A pool that pipelines: statements started together travel together. A connection that breaks while idle is only noted: the next
 * query opens a new one. Whoever gets no connection within the patience, as others have them all, hears so.
 */
export function openPool(connectionString: string, max: number, log: Log, patienceMilliseconds = 5_000): Pool {
  const pool = new Pool({
    connectionString,
    max,
    pipeline: true,
    stream: () => new GatheringSocket(),
    connectionTimeoutMillis: patienceMilliseconds,
    statement_timeout: halfMinute,
    idle_in_transaction_session_timeout: halfMinute,
  });
  pool.on("error", (err) => log.warn({ err }, "A database connection broke"));
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

import type { CompiledQuery, Kysely } from "kysely";
import type { Pool, PoolClient } from "pg";
import { ask, bindToClient, runOn } from "#server/platform/database/client-connection.ts";
import { type Reader, readInWorkspace } from "#server/platform/database/read-in-workspace.ts";

/** A transaction inside one workspace: row-level security shows nothing else. */
export interface WorkspaceTransaction<Schema> {
  readonly db: Kysely<Schema>;
  /** Runs an effect once the transaction is durable; it is forgotten when the transaction fails. */
  afterCommit(effect: () => void): void;
}

/** The door to the tenant tables. There is no way to a row but through a workspace. */
export interface WorkspaceDatabase<Schema> {
  /** One query in one round trip to the database. */
  read: Reader["read"];
  /** Two queries in one round trip; what is written between them may be seen by the second alone. */
  readBoth: Reader["readBoth"];
  /**
   * One statement that changes something, in one round trip to the database; resolves after its commit. `lock` goes before it: a statement
   * sees what was committed before it began, and not what was while it waited.
   */
  write<Row>(workspaceId: string, statement: CompiledQuery<Row>, lock?: CompiledQuery): Promise<Row[]>;
  /** Several statements that happen all or not at all. */
  transaction<T>(workspaceId: string, work: (transaction: WorkspaceTransaction<Schema>) => Promise<T>): Promise<T>;
  /** The pool itself, for the tables that belong to no workspace. */
  readonly pool: Pool;
}

const begin = { name: "begin", text: "begin" };
const beginReading = { name: "begin_reading", text: "begin transaction read only" };
const commit = { name: "commit", text: "commit" };
const rollback = { text: "rollback" };

/**
 * Opens the door on a pool that pipelines (`new Pool({ pipeline: true })`): opening a transaction and naming its workspace
 * travel with the first statement, so that the wall costs no round trip. `readers` is a second pool that is used for nothing else
 * (see `readInWorkspace`); without it, reads take connections of the first.
 */
export function workspaceDatabase<Schema>(pool: Pool, readers?: Pool): WorkspaceDatabase<Schema> {
  return {
    pool,
    ...(readers ? readInWorkspace(readers) : readAlone(pool)),
    write: (id, statement, lock) => runAlone(pool, begin, id, statement, lock),
    transaction: (id, work) => transact(pool, id, work),
  };
}

function readAlone(pool: Pool): Reader {
  const read: Reader["read"] = (id, query) => runAlone(pool, beginReading, id, query);
  return { read, readBoth: (id, one, other) => Promise.all([read(id, one), read(id, other)]) };
}

/** A commit after a statement that failed rolls back. */
async function runAlone<Row>(
  pool: Pool,
  beginning: typeof begin,
  workspaceId: string,
  query: CompiledQuery<Row>,
  lock?: CompiledQuery,
): Promise<Row[]> {
  const client = await pool.connect();
  const [opened, scoped, locked, answered, committed] = await Promise.allSettled([
    ask(client, beginning),
    enter(client, workspaceId),
    lock && runOn(client, lock),
    runOn<Row>(client, query),
    ask(client, commit),
  ]);
  client.release(committed.status === "rejected");
  for (const step of [opened, scoped, locked, answered, committed]) if (step.status === "rejected") throw step.reason;
  return answered.status === "fulfilled" ? answered.value.rows : [];
}

async function transact<Schema, T>(
  pool: Pool,
  workspaceId: string,
  work: (transaction: WorkspaceTransaction<Schema>) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  const effects: (() => void)[] = [];
  const faults: unknown[] = [];
  try {
    const opening = Promise.all([ask(client, begin), enter(client, workspaceId)]);
    opening.catch(() => undefined);
    const db = bindToClient<Schema>(client, (fault) => faults.push(fault));
    const result = await work({ db, afterCommit: (effect) => effects.push(effect) });
    await opening;
    await ask(client, commit);
    client.release();
    for (const effect of effects) effect();
    return result;
  } catch (error) {
    await abandon(client);
    throw isAftermath(error) ? (faults[0] ?? error) : error;
  }
}

/** Of statements that travel together each one fails after the first; only the first says why. */
function isAftermath(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "25P02";
}

/** Local to the transaction: a setting of the connection would leak to the next one that borrows it. */
function enter(client: PoolClient, workspaceId: string) {
  return ask(client, {
    name: "enter_workspace",
    text: "select set_config('app.workspace_id', $1, true)",
    values: [workspaceId],
  });
}

/** A connection that cannot even roll back is thrown away. */
async function abandon(client: PoolClient): Promise<void> {
  const failure = await ask(client, rollback).then(() => undefined, toError);
  client.release(failure);
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

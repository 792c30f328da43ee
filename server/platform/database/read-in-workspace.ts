import type { CompiledQuery } from "kysely";
import type { Pool, PoolClient } from "pg";
import { runOn } from "#server/platform/database/client-connection.ts";

/** Runs one query in a workspace. */
export type Reader = <Row>(workspaceId: string, query: CompiledQuery<Row>) => Promise<Row[]>;

/**
 * Reads over a pool that nothing else may use. Each of its connections only reads, and stays in the workspace that it entered last,
 * so that a read is one statement instead of four: row-level security needs no transaction around it.
 */
export function readInWorkspace(readers: Pool): Reader {
  const workspaces = new WeakMap<PoolClient, string>();
  return async <Row>(workspaceId: string, query: CompiledQuery<Row>) => {
    const client = await readers.connect();
    const isThere = workspaces.get(client) === workspaceId;
    const entering = isThere ? undefined : enterToRead(client, workspaceId);
    const [entered, answered] = await Promise.allSettled([entering, runOn<Row>(client, query)]);
    // A connection that did not enter stands elsewhere: neither it nor what it answered is of use.
    client.release(entered.status === "rejected");
    if (entered.status === "rejected") throw entered.reason;
    if (!isThere) workspaces.set(client, workspaceId);
    if (answered.status === "rejected") throw answered.reason;
    return answered.value.rows;
  };
}

function enterToRead(client: PoolClient, workspaceId: string) {
  return client.query({
    name: "enter_to_read",
    text: "select set_config('app.workspace_id', $1, false), set_config('default_transaction_read_only', 'on', false)",
    values: [workspaceId],
  });
}

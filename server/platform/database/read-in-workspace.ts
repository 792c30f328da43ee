import type { CompiledQuery } from "kysely";
import type { Pool, PoolClient } from "pg";
import { ask, runOn } from "#server/platform/database/client-connection.ts";

/** Reads over connections that only read, each of which stays in the workspace that it entered last. */
export interface Reader {
  read<Row>(workspaceId: string, query: CompiledQuery<Row>): Promise<Row[]>;
  /** Two queries in one packet. */
  readBoth<One, Other>(
    workspaceId: string,
    one: CompiledQuery<One>,
    other: CompiledQuery<Other>,
  ): Promise<[One[], Other[]]>;
}

/**
 * Reads over a pool that nothing else may use. A read is then one statement instead of four: row-level security needs no transaction
 * around it.
 */
export function readInWorkspace(readers: Pool): Reader {
  const workspaces = new WeakMap<PoolClient, string>();
  const visit = async <T>(workspaceId: string, work: (client: PoolClient) => Promise<T>): Promise<T> => {
    const client = await readers.connect();
    const isThere = workspaces.get(client) === workspaceId;
    const entering = isThere ? undefined : enterToRead(client, workspaceId);
    const [entered, worked] = await Promise.allSettled([entering, work(client)]);
    // A connection that did not enter stands elsewhere: neither it nor what it answered is of use.
    client.release(entered.status === "rejected");
    if (entered.status === "rejected") throw entered.reason;
    if (!isThere) workspaces.set(client, workspaceId);
    if (worked.status === "rejected") throw worked.reason;
    return worked.value;
  };
  return {
    read: (id, query) => visit(id, (client) => rowsOf(client, query)),
    readBoth: (id, one, other) =>
      visit(id, async (client) => {
        // Whichever fails, the connection is given back only when both are through.
        const both = [rowsOf(client, one), rowsOf(client, other)] as const;
        await Promise.allSettled(both);
        return Promise.all(both);
      }),
  };
}

async function rowsOf<Row>(client: PoolClient, query: CompiledQuery<Row>): Promise<Row[]> {
  return (await runOn<Row>(client, query)).rows;
}

function enterToRead(client: PoolClient, workspaceId: string) {
  return ask(client, {
    name: "enter_to_read",
    text: "select set_config('app.workspace_id', $1, false), set_config('default_transaction_read_only', 'on', false)",
    values: [workspaceId],
  });
}

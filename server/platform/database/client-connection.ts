import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import type { QueryResult as Answer, ClientBase, QueryConfig } from "pg";

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();

/**
 * A Kysely whose every query runs on this one client, without a pool of its own. Queries started together travel together.
 * `failed` hears of every fault in the order in which the queries ran.
 */
export function bindToClient<Schema>(client: ClientBase, failed: (fault: unknown) => void): Kysely<Schema> {
  const connection = clientConnection(client, failed);
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => adapter,
      createQueryCompiler: () => compiler,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createDriver: () => driverOf(connection),
    },
  });
}

/** Runs a compiled query on a client as a prepared statement, so that a connection plans each text once. */
export async function runOn<Row>(client: ClientBase, query: CompiledQuery): Promise<QueryResult<Row>> {
  const name = statementName(query.sql);
  const values = [...query.parameters];
  const result = await ask(client, name ? { name, text: query.sql, values } : { text: query.sql, values });
  return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
}

/**
 * Asks a client by callback. When pg makes the promise itself, the rows of one query stay reachable from those of the query before until
 * the old generation is collected: each collection of the young one then copies megabytes, some 20 ms instead of half a one.
 */
export async function ask(client: ClientBase, query: QueryConfig): Promise<Answer> {
  try {
    return await new Promise((resolve, reject) => {
      client.query(query, (fault: Error | null, answer) => (fault ? reject(fault) : resolve(answer)));
    });
  } catch (fault) {
    // Its own trace begins at the socket; this one leads to whoever asked.
    if (fault instanceof Error) Error.captureStackTrace(fault);
    throw fault;
  }
}

function clientConnection(client: ClientBase, failed: (fault: unknown) => void): DatabaseConnection {
  return {
    async executeQuery<Row>(query: CompiledQuery) {
      try {
        return await runOn<Row>(client, query);
      } catch (fault) {
        failed(fault);
        throw fault;
      }
    },
    streamQuery() {
      throw new Error("Streaming is not offered: lists are paged.");
    },
  };
}

function driverOf(connection: DatabaseConnection): Driver {
  const nothing = async () => undefined;
  const never = async () => {
    throw new Error("A transaction is opened by its workspace, not by Kysely.");
  };
  return {
    init: nothing,
    destroy: nothing,
    acquireConnection: async () => connection,
    releaseConnection: nothing,
    beginTransaction: never,
    commitTransaction: never,
    rollbackTransaction: never,
  };
}

// Texts with lists of changing length would fill the memory of every connection, so the number of names is bounded.
const mostNames = 500;
const names = new Map<string, string>();

function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known) return known;
  if (names.size >= mostNames) return undefined;
  const name = `q${names.size}`;
  names.set(text, name);
  return name;
}

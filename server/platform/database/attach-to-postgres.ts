import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { findPostmaster, type Postmaster, removeStaleLocks } from "./find-postmaster.ts";
import { type Cluster, lastWords, launchPostgres, stopPostgres } from "./run-postgres.ts";

/** The part of a logger that is used here. */
export type Narrator = { info: (sentence: string) => void };

/** A server's hold on a running cluster. */
export type Attachment = Readonly<{
  /** The superuser's connection that shows, as long as it lives, that this server uses the cluster. */
  keeper: Client;
  postmaster: Postmaster;
  /** Whether this server started PostgreSQL, rather than finding it running. */
  started: boolean;
}>;

/** Shared by every server that uses the cluster; whoever stops PostgreSQL needs it alone. Any fixed number will do. */
export const attached = 7_305_661;
/** Recovery after a crash of the machine may take minutes; in steps of 20 ms. */
const patience = 15_000;

/**
 * Starts or finds PostgreSQL until one answers and lets us attach; a server that is just stopping it is waited for.
 * `at` is the address it must have again. Throws with PostgreSQL's own words when it does not start.
 */
export async function attach(cluster: Cluster, password: string, at?: Postmaster): Promise<Attachment> {
  let started = false;
  for (let failures = 0, waits = 0; failures < 5 && waits < patience; ) {
    const postmaster = findPostmaster(cluster.home);
    const keeper =
      postmaster && (await tryToAttach(postmaster, password).catch((error) => undo(cluster, started, error)));
    if (keeper) return { keeper, postmaster, started };
    if (postmaster) {
      waits += 1;
      await pause(20);
    } else {
      removeStaleLocks(cluster.home);
      await launchPostgres(cluster, at);
      started = true;
      if (findPostmaster(cluster.home)) continue;
      failures += 1;
      await pause(200);
    }
  }
  throw new Error(`The database in ${cluster.home} does not start. PostgreSQL says:\n${lastWords(cluster.home)}`);
}

/** Nobody can use a database whose password is lost, so the one we started for nothing is stopped again. */
async function undo(cluster: Cluster, started: boolean, error: unknown): Promise<never> {
  if (started) await stopPostgres(cluster);
  throw error;
}

/** The connection that shows, as long as it lives, that this server uses the cluster. */
async function tryToAttach(postmaster: Postmaster, password: string): Promise<Client | undefined> {
  const keeper = new Client({ connectionString: urlOf(postmaster, "postgres", password, "postgres") });
  keeper.on("error", () => undefined);
  try {
    await keeper.connect();
    const { rows } = await keeper.query<{ ok: boolean }>("select pg_try_advisory_lock_shared($1) as ok", [attached]);
    if (rows[0]?.ok) return keeper;
  } catch (error) {
    // 28P01: the password in DATA_DIR is not the cluster's. Everything else passes: starting, recovering, stopping, gone.
    if (error instanceof Error && "code" in error && error.code === "28P01") {
      throw new Error(
        "The database refuses the password in DATA_DIR/postgres-password. Put back the file from a backup.",
        {
          cause: error,
        },
      );
    }
  }
  hangUp(keeper);
  return undefined;
}

/** Lets go of the cluster; whoever does so last stops PostgreSQL. */
export async function leave(keeper: Client, cluster: Cluster, log: Narrator): Promise<void> {
  const hold = await release(keeper);
  if (hold === "alone") {
    await stopPostgres(cluster);
    log.info("Database stopped.");
  }
  if (hold === "shared") log.info("Database left running for another server.");
  hangUp(keeper);
}

/**
 * Whether another server is attached. If not, our exclusive lock keeps new ones waiting until PostgreSQL has ended.
 * With the connection gone, PostgreSQL has ended or somebody else has started it anew: nothing is ours to stop.
 */
async function release(keeper: Client): Promise<"alone" | "shared" | "gone"> {
  try {
    await keeper.query("select pg_advisory_unlock_shared($1)", [attached]);
    const { rows } = await keeper.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [attached]);
    return rows[0]?.alone ? "alone" : "shared";
  } catch {
    return "gone";
  }
}

/** Not waited for: on a connection that the other side has broken, the answer may never come. */
function hangUp(keeper: Client): void {
  keeper.end().catch(() => undefined);
}

/** The address of a role and a database of the cluster. */
export function urlOf(postmaster: Postmaster, user: string, password: string, database: string): string {
  const { host, port } = postmaster;
  if (!host.startsWith("/")) return `postgresql://${user}:${password}@${host}:${port}/${database}`;
  return `postgresql://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

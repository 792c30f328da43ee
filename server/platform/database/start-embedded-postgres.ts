import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { keepSecret } from "../keep-secret.ts";
import { chooseClusterHome } from "./choose-cluster-home.ts";
import { choosePostgresUser } from "./choose-postgres-user.ts";
import { findPostgresPrograms } from "./find-postgres-programs.ts";
import {
  type Cluster,
  findPostmaster,
  initialiseCluster,
  lastWords,
  launchPostgres,
  type Postmaster,
  removeStaleLocks,
  stopPostgres,
} from "./run-postgres.ts";

/** An embedded PostgreSQL that answers. */
export type EmbeddedPostgres = Readonly<{
  /** Connection of the role that owns the database; holds the password, so never logged. */
  ownerUrl: string;
  /** Connection of the superuser to the maintenance database, for making further databases. */
  adminUrl: string;
  /** Leaves the database; whoever leaves last stops PostgreSQL. Resolves when that is done. */
  stop: () => Promise<void>;
}>;

/** The part of a logger that is used here. */
export type Narrator = { info: (sentence: string) => void };

/** Shared by every server that uses the cluster; whoever stops PostgreSQL needs it alone. Any fixed number will do. */
const attached = 7_305_661;
const owner = "wokfow_owner";
/** Recovery after a crash of the machine may take minutes; in steps of 20 ms. */
const patience = 15_000;

/**
 * Brings up the PostgreSQL that npm brought, in `dataDir`: makes it at the first start, starts it, or takes over one that
 * runs already (left by a killed server, or used by a second one), and says which.
 * `settings` are given to PostgreSQL as they are; `durable: false` is for tests, whose data may be lost with the machine.
 * Throws a sentence for the operator, with PostgreSQL's own words, when it does not come up.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  log: Narrator,
  { settings = [], durable = true }: { settings?: readonly string[]; durable?: boolean } = {},
): Promise<EmbeddedPostgres> {
  const user = choosePostgresUser(join(dataDir, "postgres"));
  const programs = findPostgresPrograms(user, dataDir);
  const password = keepSecret(join(dataDir, "postgres-password"));
  const { home, made } = await chooseClusterHome(dataDir, user, (draft) => {
    log.info("Making the database; this happens once.");
    return initialiseCluster(programs, user, draft, password, durable);
  });
  const quiet = ["log_min_error_statement=panic", "log_min_messages=fatal", "log_timezone=UTC", "timezone=UTC"];
  const cluster = { programs, user, home, settings: [...quiet, ...settings] };
  const { keeper, postmaster, started } = await attach(cluster, password);
  await ensureDatabase(keeper, password).catch((error) =>
    leave(keeper, cluster, log).then(() => Promise.reject(error)),
  );
  log.info(sayHow(made, started, home, dataDir));
  return {
    ownerUrl: urlOf(postmaster, owner, password, "wokfow"),
    adminUrl: urlOf(postmaster, "postgres", password, "postgres"),
    stop: () => leave(keeper, cluster, log),
  };
}

/** Starts or finds PostgreSQL until one answers and lets us attach; a server that is just stopping it is waited for. */
async function attach(cluster: Cluster, password: string) {
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
      await launchPostgres(cluster);
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

/** The role that owns our database is no superuser, so that the embedded database behaves as one named by `DATABASE_URL`. */
async function ensureDatabase(keeper: Client, password: string): Promise<void> {
  const { rows } = await keeper.query("select from pg_database where datname = 'wokfow'");
  if (rows.length > 0) return;
  await keeper.query("select pg_advisory_lock($1)", [attached + 1]);
  try {
    const roles = await keeper.query("select from pg_roles where rolname = $1", [owner]);
    if (roles.rows.length === 0) await keeper.query(`create role ${owner} login createrole password '${password}'`);
    const databases = await keeper.query("select from pg_database where datname = 'wokfow'");
    if (databases.rows.length === 0) await keeper.query(`create database wokfow owner ${owner}`);
  } finally {
    await keeper.query("select pg_advisory_unlock($1)", [attached + 1]);
  }
}

function sayHow(made: boolean, started: boolean, home: string, dataDir: string): string {
  const where = home.startsWith(dataDir) ? home : `${home}, as PostgreSQL's user may not enter ${dataDir}`;
  if (made) return `Database made in ${where}.`;
  return started ? `Database started (${where}).` : `Database was running already, and is used (${where}).`;
}

async function leave(keeper: Client, cluster: Cluster, log: Narrator): Promise<void> {
  if (await isNeeded(keeper)) {
    log.info("Database left running for another server.");
  } else if (findPostmaster(cluster.home)) {
    await stopPostgres(cluster);
    log.info("Database stopped.");
  }
  hangUp(keeper);
}

/** Whether another server is attached; if not, our exclusive lock keeps new ones waiting until PostgreSQL has ended. */
async function isNeeded(keeper: Client): Promise<boolean> {
  try {
    await keeper.query("select pg_advisory_unlock_shared($1)", [attached]);
    const { rows } = await keeper.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [attached]);
    return rows[0]?.alone === false;
  } catch {
    // The connection is gone: PostgreSQL was ended by somebody else, or is ending.
    return false;
  }
}

/** Not waited for: on a connection that the other side has broken, the answer may never come. */
function hangUp(keeper: Client): void {
  keeper.end().catch(() => undefined);
}

function urlOf(postmaster: Postmaster, user: string, password: string, database: string): string {
  const { host, port } = postmaster;
  if (!host.startsWith("/")) return `postgresql://${user}:${password}@${host}:${port}/${database}`;
  return `postgresql://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

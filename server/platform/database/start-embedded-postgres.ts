import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "pg";
import { keepSecret } from "../keep-secret.ts";
import { type Attachment, attach, attached, leave, type Narrator, urlOf } from "./attach-to-postgres.ts";
import { chooseClusterHome } from "./choose-cluster-home.ts";
import { choosePostgresUser } from "./choose-postgres-user.ts";
import { findPostgresPrograms } from "./find-postgres-programs.ts";
import { type Cluster, initialiseCluster } from "./run-postgres.ts";

/** An embedded PostgreSQL that answers. */
export type EmbeddedPostgres = Readonly<{
  /** Connection of the role that owns the database; holds the password, so never logged. */
  ownerUrl: string;
  /** Connection of the superuser to the maintenance database, for making further databases. */
  adminUrl: string;
  /** Leaves the database; whoever leaves last stops PostgreSQL. Resolves when that is done. */
  stop: () => Promise<void>;
}>;

const owner = "wokfow_owner";
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
  const attachment = await attach(cluster, password);
  const { keeper, postmaster, started } = attachment;
  await ensureDatabase(keeper, password).catch((error) =>
    leave(keeper, cluster, log).then(() => Promise.reject(error)),
  );
  log.info(sayHow(made, started, home, dataDir));
  return {
    ownerUrl: urlOf(postmaster, owner, password, "wokfow"),
    adminUrl: urlOf(postmaster, "postgres", password, "postgres"),
    stop: keepUp(cluster, password, attachment, log),
  };
}

/**
 * Starts PostgreSQL again, at the same address, when it ends while we use it (stopped by hand, or by a system short of
 * memory), so that what waits for the database goes on by itself. Returns the way to leave.
 */
function keepUp(cluster: Cluster, password: string, first: Attachment, log: Narrator): () => Promise<void> {
  let leaving = false;
  let current = Promise.resolve(first);
  const revive = async (): Promise<Attachment> => {
    while (!leaving) {
      try {
        return await attach(cluster, password, first.postmaster);
      } catch (error) {
        log.info(error instanceof Error ? error.message : String(error));
        await pause(2_000);
      }
    }
    return first;
  };
  const watch = ({ keeper }: Attachment) => {
    keeper.once("end", () => {
      if (leaving) return;
      log.info("The database ended without being asked to; starting it again.");
      current = revive();
      current.then(watch);
    });
  };
  watch(first);
  return async () => {
    leaving = true;
    await leave((await current).keeper, cluster, log);
  };
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

import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client, DatabaseError } from "pg";
import { asAppRole } from "./app-role.ts";
import { findPostmaster } from "./find-postmaster.ts";
import { prepareDatabase } from "./open-database.ts";
import { startEmbeddedPostgres } from "./start-embedded-postgres.ts";

/** A PostgreSQL for tests, as plain data that may travel to other processes. */
export type TestServer = Readonly<{
  /** Connection of a role that may make databases and roles. */
  adminUrl: string;
  /** The migrated database that test databases are copied from; its name begins with the name of the run. */
  template: string;
}>;

/** A database of one test, migrated and empty. */
export type TestDatabase = Readonly<{
  name: string;
  ownerUrl: string;
  appUrl: string;
  /** Removes the database, also when connections are still open. */
  drop: () => Promise<void>;
}>;

const silent = { info: () => undefined };
const folderPrefix = "wokfow-test-";
/** Held, with the number of the run, by the process that runs the tests, so that the databases of a killed run are known. */
const runLock = 7_305;

/**
 * Brings up a PostgreSQL for one run of tests, with a migrated template: one of its own in the folder for temporary
 * files, without regard for a crash of the machine; or the one at `databaseUrl`, whose role must be allowed to make databases.
 * Removes what earlier, killed runs left there. `stop` removes everything this run made.
 */
export async function startTestServer(
  databaseUrl?: string,
): Promise<{ server: TestServer; stop: () => Promise<void> }> {
  const cluster = databaseUrl ? { adminUrl: databaseUrl, stop: async () => undefined } : await startTestCluster();
  const run = randomBytes(3).readUIntBE(0, 3);
  const server = { adminUrl: cluster.adminUrl, template: `wokfow_test_${run}_template` };
  const admin = new Client({ connectionString: cluster.adminUrl });
  admin.on("error", () => undefined);
  await admin.connect();
  await admin.query("select pg_advisory_lock($1, $2)", [runLock, run]);
  await dropAbandoned(admin);
  await admin.query(`create database ${server.template}`);
  await prepareDatabase(withDatabase(cluster.adminUrl, server.template), silent);
  return {
    server,
    stop: async () => {
      await admin.query("select pg_advisory_unlock($1, $2)", [runLock, run]);
      await dropAbandoned(admin);
      await admin.end();
      await cluster.stop();
    },
  };
}

/** Makes a database for one test by copying the template, which takes some 50 ms; or one with nothing in it at all. */
export async function makeTestDatabase(server: TestServer, { empty = false } = {}): Promise<TestDatabase> {
  const name = server.template.replace("template", randomBytes(6).toString("hex"));
  await asAdmin(server, `create database ${name} ${empty ? "" : `template ${server.template}`}`);
  const ownerUrl = withDatabase(server.adminUrl, name);
  return { name, ownerUrl, appUrl: asAppRole(ownerUrl), drop: () => dropDatabase(server, name) };
}

const mostDrops = 100;

/** PostgreSQL itself may be cleaning up in the database at this moment, which only a superuser could end: then a little later. */
async function dropDatabase(server: TestServer, name: string, tries = 1): Promise<void> {
  try {
    await asAdmin(server, `drop database if exists ${name} with (force)`);
  } catch (error) {
    if (tries === mostDrops || !(error instanceof DatabaseError) || error.code !== notAllowed) throw error;
    await pause(50);
    await dropDatabase(server, name, tries + 1);
  }
}

const notAllowed = "42501";

async function startTestCluster(): Promise<{ adminUrl: string; stop: () => Promise<void> }> {
  await removeAbandonedClusters();
  const dataDir = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  chmodSync(dataDir, 0o711);
  const careless = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"];
  const postgres = await startEmbeddedPostgres(dataDir, silent, { settings: careless, durable: false });
  await grantDatabases(postgres.adminUrl);
  const adminUrl = withDatabase(postgres.ownerUrl, "postgres");
  return {
    adminUrl,
    stop: async () => {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Tests connect as the owner does in production, who is no superuser; only here it makes databases, too. */
async function grantDatabases(superuserUrl: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query("alter role wokfow_owner createdb");
  await client.end();
}

/** A killed run leaves its PostgreSQL running; its folder carries the number of the process that is gone. */
async function removeAbandonedClusters(): Promise<void> {
  for (const entry of readdirSync(tmpdir())) {
    const pid = entry.startsWith(folderPrefix) ? Number(entry.slice(folderPrefix.length).split("-")[0]) : 0;
    if (!pid || isAlive(pid)) continue;
    const home = join(tmpdir(), entry, "postgres");
    if (existsSync(home)) await endPostgres(realpathSync(home));
    rmSync(join(tmpdir(), entry), { recursive: true, force: true });
  }
}

async function endPostgres(home: string): Promise<void> {
  const postmaster = findPostmaster(home);
  if (!postmaster) return;
  process.kill(postmaster.pid, "SIGQUIT");
  while (findPostmaster(home)) await pause(20);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Drops the databases of every run whose process no longer holds its lock. */
async function dropAbandoned(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ name: string; run: number }>(
    `select datname as name, split_part(datname, '_', 3)::int as run
     from pg_database where datname ~ '^wokfow_test_[0-9]+_'`,
  );
  for (const { name, run } of rows) {
    const lock = await admin.query<{ free: boolean }>("select pg_try_advisory_lock($1, $2) as free", [runLock, run]);
    if (!lock.rows[0]?.free) continue;
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.query("select pg_advisory_unlock($1, $2)", [runLock, run]);
  }
}

async function asAdmin(server: TestServer, statement: string): Promise<void> {
  const client = new Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(address: string, database: string): string {
  const url = new URL(address);
  url.pathname = `/${database}`;
  return url.href;
}

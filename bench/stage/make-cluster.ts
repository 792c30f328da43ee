import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { urlOf } from "#server/platform/database/attach-to-postgres.ts";
import { chooseClusterHome } from "#server/platform/database/choose-cluster-home.ts";
import { choosePostgresUser } from "#server/platform/database/choose-postgres-user.ts";
import { findPostgresPrograms } from "#server/platform/database/find-postgres-programs.ts";
import { findPostmaster, type Postmaster, removeStaleLocks } from "#server/platform/database/find-postmaster.ts";
import { type Cluster, initialiseCluster, lastWords, launchPostgres } from "#server/platform/database/run-postgres.ts";
import { keepSecret } from "#server/platform/keep-secret.ts";

/** A PostgreSQL of our own with its durable default settings, which nobody but us starts and stops. */
export interface OwnPostgres {
  /** The process whose children do the work. */
  readonly pid: number;
  /** Makes an empty database and returns the address of the role that owns it. */
  createDatabase(name: string): Promise<string>;
  /** Ends at once, as after a power cut: nothing is written that was not on disk before. */
  crash(): Promise<void>;
  /** Starts again at the same address, with recovery. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

const owner = "wokfow_owner";

/** Makes a PostgreSQL in a new folder for temporary files and starts it. */
export async function makeCluster(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "wokfow-stage-"));
  chmodSync(folder, 0o711);
  const user = choosePostgresUser(join(folder, "postgres"));
  const programs = findPostgresPrograms(user, folder);
  const password = keepSecret(join(folder, "password"));
  const { home } = await chooseClusterHome(folder, user, (draft) =>
    initialiseCluster(programs, user, draft, password, true),
  );
  // A crash is part of the plan, so PostgreSQL need not report it; both sides of a comparison run on the same settings.
  const settings = ["log_min_messages=fatal", "timezone=UTC", "max_connections=200"];
  const cluster = { programs, user, home, settings };
  const first = await launch(cluster);
  const kill = () => endNow(cluster);
  process.once("exit", () => findPostmaster(home) && process.kill(findPostmaster(home)?.pid ?? 0, "SIGQUIT"));
  const admin = urlOf(first, "postgres", password, "postgres");
  await run(admin, `create role ${owner} login createrole password '${password}'`);
  return {
    pid: first.pid,
    async createDatabase(name) {
      await run(admin, `create database ${name} owner ${owner}`);
      return urlOf(first, owner, password, name);
    },
    crash: kill,
    start: async () => void (await launch(cluster, first)),
    async remove() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(cluster: Cluster, at?: Postmaster): Promise<Postmaster> {
  removeStaleLocks(cluster.home);
  await launchPostgres(cluster, at);
  const postmaster = findPostmaster(cluster.home);
  if (!postmaster) throw new Error(`PostgreSQL does not start:\n${lastWords(cluster.home)}`);
  return postmaster;
}

/** What `pg_ctl stop -m immediate` does. */
async function endNow({ home }: Cluster): Promise<void> {
  const postmaster = findPostmaster(home);
  if (!postmaster) return;
  process.kill(postmaster.pid, "SIGQUIT");
  while (findPostmaster(home)) await pause(5);
}

async function run(address: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: address });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

import { spawn } from "node:child_process";
import {
  chownSync,
  closeSync,
  fchownSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { PostgresUser } from "./choose-postgres-user.ts";
import type { PostgresPrograms } from "./find-postgres-programs.ts";
import { findPostmaster, type Postmaster, removeSocketFolder } from "./find-postmaster.ts";

/** One database cluster on this machine, running or not. */
export type Cluster = Readonly<{
  programs: PostgresPrograms;
  user: PostgresUser;
  /** Real path of the folder that holds `data/` and `log`. */
  home: string;
  /** Given to PostgreSQL in addition, as `name=value`. */
  settings: readonly string[];
}>;

/** Makes a cluster in `draft` with the superuser `postgres`. Throws with initdb's own words. */
export async function initialiseCluster(
  programs: PostgresPrograms,
  user: PostgresUser,
  draft: string,
  password: string,
  sync: boolean,
): Promise<void> {
  const passwordFile = join(draft, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  // A locale of PostgreSQL itself sorts and folds alike on every machine, and survives upgrades of the system's C library.
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"];
  const secrecy = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const options = [...locale, ...secrecy, "--no-instructions", ...(sync ? [] : ["--no-sync"])];
  const child = spawn(join(programs.bin, "initdb"), [`--pgdata=${join(draft, "data")}`, ...options], {
    ...account(user, draft),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  child.stderr.on("data", (chunk) => (said += chunk));
  const code = await exitOf(child);
  rmSync(passwordFile, { force: true });
  if (code !== 0) throw new Error(`The database could not be made. PostgreSQL says:\n${said.trim()}`);
}

/**
 * Starts PostgreSQL so that it outlives a killed server: in a session of its own, its words in `home/log`.
 * Resolves when it has taken the cluster or has ended (another server may have been faster, which the caller sees by
 * {@link findPostmaster}); rejects only when the program cannot be run. `at` is where it listened before, if it must be
 * found at the same address again.
 */
export async function launchPostgres(cluster: Cluster, at?: Postmaster): Promise<void> {
  const log = openLog(cluster);
  const dir = join(cluster.home, "data");
  const args = [
    "-D",
    dir,
    ...(await listenWhere(cluster, at)),
    ...cluster.settings.flatMap((setting) => ["-c", setting]),
  ];
  const child = spawn(join(cluster.programs.bin, "postgres"), args, {
    ...account(cluster.user, cluster.home),
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.unref();
  const ended = exitOf(child).then(() => true);
  while (!findPostmaster(cluster.home)?.ready) {
    if (await Promise.race([ended, pause(5, false)])) return;
  }
}

/** So long a checkpoint may take on a slow disk. */
const mostStoppingMilliseconds = 30_000;

/** Stops PostgreSQL: running statements are broken off, what was committed is on disk. Resolves when it has ended. */
export async function stopPostgres(cluster: Cluster): Promise<void> {
  const running = findPostmaster(cluster.home);
  if (!running) return;
  const args = ["stop", "-m", "fast", "-W", "-D", join(cluster.home, "data")];
  const options = { ...account(cluster.user, cluster.home), stdio: "ignore" } as const;
  await exitOf(spawn(join(cluster.programs.bin, "pg_ctl"), args, options));
  // pg_ctl's own waiting would take a PostgreSQL that another server starts in this moment for the one that is to end.
  const latest = performance.now() + mostStoppingMilliseconds;
  while (findPostmaster(cluster.home)?.pid === running.pid) {
    if (performance.now() > latest) throw new Error(`The database in ${cluster.home} did not stop within 30 s.`);
    await pause(10);
  }
  if (!findPostmaster(cluster.home)) removeSocketFolder(running.host, cluster.home);
}

/** The last lines PostgreSQL wrote, for a message to the operator. */
export function lastWords(home: string): string {
  return readFileSync(join(home, "log"), "utf8").trim().split("\n").slice(-8).join("\n");
}

/** PostgreSQL gets no more of the environment than it needs: ours holds secrets. */
function account(user: PostgresUser, cwd: string) {
  const { PATH, SystemRoot } = process.env;
  const env = { PATH, SystemRoot, LC_ALL: "C", TZ: "UTC" };
  return { cwd, env, ...(user ? { uid: user.uid, gid: user.gid } : {}) };
}

function exitOf(child: ReturnType<typeof spawn>): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
}

function openLog({ home, user }: Cluster): number {
  const path = join(home, "log");
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 5_000_000) renameSync(path, `${path}.old`);
  const log = openSync(path, "a", 0o600);
  if (user) fchownSync(log, user.uid, user.gid);
  return log;
}

/** A unix socket beside the data, or in a folder of its own where that path is too long for one; Windows gets a free port. */
async function listenWhere(cluster: Cluster, at?: Postmaster): Promise<string[]> {
  if (process.platform === "win32") {
    return ["-c", "listen_addresses=127.0.0.1", "-p", String(at?.port ?? (await freePort())), "-k", ""];
  }
  return ["-c", "listen_addresses=", "-p", "5432", "-k", socketFolder(cluster, at?.host)];
}

function socketFolder({ home, user }: Cluster, before?: string): string {
  // The system allows 103 to 107 bytes for a socket's path, of which PostgreSQL's file name takes 19.
  if (Buffer.byteLength(home) <= 80) return home;
  const folder = before ?? mkdtempSync(join(tmpdir(), "wokfow-"));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 5432));
    });
  });
}

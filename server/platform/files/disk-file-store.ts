import { createHash, randomUUID } from "node:crypto";
import { createWriteStream, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { systemClock } from "#server/platform/clock/clock.ts";
import type { ByteRange, FileStore } from "#server/platform/files/file-store.ts";

const unfinishedFolder = "unfinished";
const unfinishedMilliseconds = 24 * 3_600_000;
const keyForm = /^[a-z0-9-]+(\/[a-z0-9-]+)*$/;

/**
 * Keeps files below `root`, made if it is missing, readable by this user alone. Several processes may share the folder.
 * What a killed process left half written is removed when it is a day old.
 */
export function diskFileStore(root: string): FileStore {
  const unfinished = join(root, unfinishedFolder);
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  removeAbandoned(unfinished);
  return {
    put: async (key, content) => put(unfinished, pathOf(root, key), content),
    get: async (key, range) => openForReading(pathOf(root, key), range),
    remove: async (key) => rm(pathOf(root, key), { force: true }),
  };
}

/** The bytes are on the disk before the name exists, so that a crash or a broken stream leaves no half file under a key. */
async function put(unfinished: string, path: string, content: Readable | Buffer): Promise<number> {
  const draft = join(unfinished, randomUUID());
  try {
    const target = createWriteStream(draft, { flags: "wx", mode: 0o600, flush: true });
    await pipeline(Buffer.isBuffer(content) ? Readable.from([content]) : content, target);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(draft, path);
    await syncFolder(dirname(path));
    return target.bytesWritten;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function openForReading(path: string, range?: ByteRange): Promise<Readable> {
  const file = await open(path);
  return file.createReadStream({ ...range });
}

/** Two levels keep folders small: one per first part of the key, and 256 by a hash of the last. */
function pathOf(root: string, key: string): string {
  if (!keyForm.test(key)) throw new Error(`"${key}" is not a key of the file store.`);
  const name = basename(key);
  const fan = createHash("sha256").update(name).digest("hex").slice(0, 2);
  return join(root, "stored", dirname(key), fan, name);
}

/** Files of the disk carry the machine's time, so it is the machine's clock that tells how old they are. */
function removeAbandoned(unfinished: string): void {
  const oldest = systemClock.now().getTime() - unfinishedMilliseconds;
  for (const name of readdirSync(unfinished)) {
    const path = join(unfinished, name);
    // Another process may finish it at this moment.
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && found.mtimeMs < oldest) rmSync(path, { force: true });
  }
}

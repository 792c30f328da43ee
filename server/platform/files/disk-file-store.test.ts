import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "wokfow-files-"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

test("what is put under a key is got from it, whole or in part, also by another process", async () => {
  const store = diskFileStore(root);
  expect(await store.put("a/b", Readable.from(["hello ", "world"]))).toBe(11);
  const other = diskFileStore(root);
  expect(await buffer(await other.get("a/b"))).toEqual(Buffer.from("hello world"));
  expect(await buffer(await other.get("a/b", { start: 6, end: 8 }))).toEqual(Buffer.from("wor"));
});

test("a stream that breaks leaves what was there before, and nothing half written", async () => {
  const store = diskFileStore(root);
  await store.put("a/b", Buffer.from("first"));
  const breaking = Readable.from(
    (function* () {
      yield Buffer.alloc(100_000);
      throw new Error("cut");
    })(),
  );
  await expect(store.put("a/b", breaking)).rejects.toThrow("cut");
  expect(await buffer(await store.get("a/b"))).toEqual(Buffer.from("first"));
  expect(await readdir(join(root, "unfinished"))).toEqual([]);
});

test("what was removed is gone, and removing it again is no error", async () => {
  const store = diskFileStore(root);
  await store.put("a/b", Buffer.from("x"));
  await store.remove("a/b");
  await store.remove("a/b");
  await expect(store.get("a/b")).rejects.toThrow("ENOENT");
});

test.each(["../a", "a/../b", "/a", "", "a//b", "A", "a\\b", "a.b", "a\0"])("%j is not a key", async (key) => {
  const store = diskFileStore(root);
  await expect(store.put(key, Buffer.from("x"))).rejects.toThrow("not a key");
});

test("what a killed process left half written is removed after a day, not before", async () => {
  diskFileStore(root);
  await writeFile(join(root, "unfinished", "old"), "x");
  await utimes(join(root, "unfinished", "old"), 1_000_000, 1_000_000);
  await writeFile(join(root, "unfinished", "young"), "x");
  diskFileStore(root);
  expect(await readdir(join(root, "unfinished"))).toEqual(["young"]);
});

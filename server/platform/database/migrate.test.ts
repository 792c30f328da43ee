import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { makeTestDatabase, type TestDatabase } from "./make-test-databases.ts";
import { migrate } from "./migrate.ts";
import { prepareDatabase } from "./open-database.ts";

let database: TestDatabase;
let owner: Client;
let folder: string;

beforeEach(async () => {
  database = await makeTestDatabase(inject("testServer"), { empty: true });
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  folder = mkdtempSync(join(tmpdir(), "wokfow-migrations-"));
});

afterEach(async () => {
  await owner.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql);

test("files are applied once, in the order of their names", async () => {
  write("0002_more.sql", "insert into thing values (2)");
  write("0001_first.sql", "create table thing (id int)");
  expect(await migrate(owner, folder)).toEqual(["0001_first.sql", "0002_more.sql"]);
  write("0003_last.sql", "insert into thing values (3)");
  expect(await migrate(owner, folder)).toEqual(["0003_last.sql"]);
  expect((await owner.query("select id from thing order by id")).rows).toEqual([{ id: 2 }, { id: 3 }]);
});

test("a file that fails leaves nothing behind, and those before it stay", async () => {
  write("0001_first.sql", "create table thing (id int)");
  write("0002_wrong.sql", "create table other (id int); insert into nowhere values (1)");
  await expect(migrate(owner, folder)).rejects.toThrow(
    '0002_wrong.sql failed and left nothing behind: relation "nowhere"',
  );
  expect(
    (await owner.query("select to_regclass('thing') is not null as thing, to_regclass('other') as other")).rows,
  ).toEqual([{ thing: true, other: null }]);
});

test("a file changed after it was applied is refused, whatever its line ends", async () => {
  write("0001_first.sql", "create table thing (\n id int)");
  await migrate(owner, folder);
  write("0001_first.sql", "create table thing (\r\n id int)");
  expect(await migrate(owner, folder)).toEqual([]);
  write("0001_first.sql", "create table thing (id bigint)");
  await expect(migrate(owner, folder)).rejects.toThrow("0001_first.sql was changed after it was applied");
});

test("a database of a newer version is refused", async () => {
  write("0001_first.sql", "create table thing (id int)");
  write("0009_future.sql", "select 1");
  await migrate(owner, folder);
  rmSync(join(folder, "0009_future.sql"));
  await expect(migrate(owner, folder)).rejects.toThrow("newer Wokfow: it knows 0009_future.sql");
});

test("servers that start at once on an empty database migrate it once", async () => {
  const said: string[] = [];
  const log = { info: (sentence: string) => said.push(sentence) };
  await Promise.all([1, 2, 3].map(() => prepareDatabase(database.ownerUrl, log)));
  expect(said.filter((sentence) => sentence.startsWith("Database migrated"))).toHaveLength(1);
  expect(said.filter((sentence) => sentence === "Database is up to date.")).toHaveLength(2);
});

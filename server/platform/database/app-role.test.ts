import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { asAppRole, ensureAppRole } from "./app-role.ts";
import { makeTestDatabase, type TestDatabase } from "./make-test-databases.ts";

let database: TestDatabase;
let app: Client;
let owner: Client;

beforeAll(async () => {
  database = await makeTestDatabase(inject("testServer"));
  app = new Client({ connectionString: database.appUrl });
  owner = new Client({ connectionString: database.ownerUrl });
  await app.connect();
  await owner.connect();
});

afterAll(async () => {
  await app.end();
  await owner.end();
  await database.drop();
});

const whoIsIt = async () => (await app.query("select current_user as name")).rows[0].name;

test("a connection works as the app role from the start, and a reset does not leave it", async () => {
  expect(await whoIsIt()).toBe("wokfow_app");
  for (const reset of ["reset role", "reset all", "discard all", "reset session authorization"]) {
    await app.query(reset);
    expect(await whoIsIt()).toBe("wokfow_app");
  }
});

test("the app role is bound by row-level security and owns nothing", async () => {
  const { rows } = await owner.query(
    `select rolsuper, rolbypassrls, rolcreaterole, rolcanlogin,
            (select count(*)::int from pg_class where relowner = pg_roles.oid) as owned from pg_roles where rolname = 'wokfow_app'`,
  );
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcanlogin: false, owned: 0 }]);
});

test("it may use new tables of the owner, and make none", async () => {
  await owner.query("create table note (id int generated always as identity, said text)");
  await app.query("insert into note (said) values ('hello')");
  expect((await app.query("select id, said from note")).rows).toEqual([{ id: 1, said: "hello" }]);
  await expect(app.query("create table mine (id int)")).rejects.toThrow("permission denied for schema public");
  await expect(app.query("truncate note")).rejects.toThrow("permission denied");
  await expect(app.query("select from wokfow_internal.migrations")).rejects.toThrow("permission denied");
});

test("a job is a row of the same transaction, and the jobs of others cannot be read", async () => {
  const add =
    "select add_job('send', $1, queue_name => 'lane', run_at => '2030-01-02T03:04:05Z', job_key => 'k') as id";
  await app.query("begin");
  await app.query(add, [{ gone: true }]);
  await app.query("rollback");
  const { rows } = await app.query(add, [{ kept: true }]);
  const jobs = await owner.query("select id, queue_name, key, run_at from graphile_worker.jobs");
  expect(jobs.rows).toEqual([{ ...rows[0], queue_name: "lane", key: "k", run_at: new Date("2030-01-02T03:04:05Z") }]);
  await expect(app.query("select from graphile_worker.jobs")).rejects.toThrow(
    "permission denied for schema graphile_worker",
  );
});

test("options in the operator's address are kept", () => {
  const url = new URL(asAppRole("postgresql://me:a%2Bb@db/wokfow?options=-c%20work_mem%3D8MB&sslmode=require"));
  expect(url.searchParams.get("options")).toBe("-c work_mem=8MB -c role=wokfow_app");
  expect([url.password, url.searchParams.get("sslmode")]).toEqual(["a%2Bb", "require"]);
});

test("an owner that may not prepare the role is told which statement to run", async () => {
  const name = `guest_${database.name}`;
  await owner.query(`create role ${name} login password 'guest'; grant create on schema public to ${name}`);
  await owner.query(`grant create on database ${database.name} to ${name}`);
  const address = new URL(database.ownerUrl);
  [address.username, address.password] = [name, "guest"];
  const guest = new Client({ connectionString: address.href });
  await guest.connect();
  await expect(ensureAppRole(guest)).rejects.toThrow(`grant wokfow_app to "${name}"`);
  await owner.query(`revoke create on schema public from ${name}`);
  await expect(ensureAppRole(guest)).rejects.toThrow(`alter database "${database.name}" owner to "${name}"`);
  await guest.end();
  await owner.query(`revoke create on database ${database.name} from ${name}; drop role ${name}`);
});

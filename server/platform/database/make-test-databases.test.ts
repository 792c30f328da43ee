import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Client } from "pg";
import { expect, inject, test } from "vitest";
import { makeTestDatabase, startTestServer } from "./make-test-databases.ts";

const { adminUrl } = inject("testServer");

async function databases(): Promise<string[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>("select datname as name from pg_database");
  await client.end();
  return rows.map((row) => row.name);
}

test("what a killed run left on a server is removed by the next run, and what a living run uses is not", async () => {
  const code = `const { startTestServer } = await import(process.argv[1]);
    console.log((await startTestServer(process.argv[2])).server.template);`;
  const module = join(import.meta.dirname, "make-test-databases.ts");
  const child = spawn(process.execPath, ["--input-type=module", "-e", code, module, adminUrl], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [chunk] = await once(child.stdout, "data");
  const left = String(chunk).trim();
  expect(await databases()).toContain(left);
  child.kill("SIGKILL");
  await once(child, "exit");
  await expect
    .poll(
      async () => {
        const next = await startTestServer(adminUrl);
        await next.stop();
        return databases();
      },
      { timeout: 30_000 },
    )
    .not.toContain(left);
  expect(await databases()).toContain(inject("testServer").template);
});

test("test databases know nothing of each other", async () => {
  const [one, two] = await Promise.all([1, 2].map(() => makeTestDatabase(inject("testServer"))));
  const client = new Client({ connectionString: one?.ownerUrl });
  await client.connect();
  await client.query("create table only_here (id int)");
  client.on("error", () => undefined);
  await one?.drop();
  const other = new Client({ connectionString: two?.ownerUrl });
  await other.connect();
  expect((await other.query("select to_regclass('only_here') as found")).rows).toEqual([{ found: null }]);
  await other.end();
  await two?.drop();
  expect(await databases()).not.toContain(one?.name);
});

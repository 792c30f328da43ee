import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabase } from "#server/platform/database/test-database.ts";

const add = "select add_job('sweep', '{}', null, null, null, 'one') as id";

test("a job that is asked for again just as a worker takes it is done again", async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const [app, worker] = await Promise.all([database.appUrl, database.ownerUrl].map(connect));
  await app?.query(add);

  await worker?.query("begin");
  await worker?.query("update graphile_worker._private_jobs set locked_at = now(), locked_by = 'somebody'");
  const asking = app?.query<{ id: string | null }>(add);
  await expect.poll(async () => (await worker?.query(waiting))?.rows.length).toBe(1);
  await worker?.query("commit");

  expect((await asking)?.rows[0]?.id).toEqual(expect.any(String));
  const { rows } = (await worker?.query("select locked_by, key from graphile_worker._private_jobs order by id")) ?? {};
  expect(rows).toEqual([
    { locked_by: "somebody", key: null },
    { locked_by: null, key: "one" },
  ]);
});

const waiting =
  "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database() and query like '%add_job%'";

async function connect(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

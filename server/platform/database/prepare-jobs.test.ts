import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabase } from "#server/platform/database/test-database.ts";
import { lockAwaited } from "#server/testing/lock-awaited.ts";

const add = "select add_job('sweep', '{}', null, null, null, 'one') as id";

test("a job that is asked for again just as a worker takes it is done again", async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const [app, worker] = await Promise.all([connect(database.appUrl), connect(database.ownerUrl)]);
  await app.query(add);

  await worker.query("begin");
  await worker.query("update graphile_worker._private_jobs set locked_at = now(), locked_by = 'somebody'");
  const asking = app.query<{ id: string | null }>(add);
  await lockAwaited(worker);
  await worker.query("commit");

  expect((await asking).rows[0]?.id).toEqual(expect.any(String));
  const { rows } = await worker.query("select locked_by, key from graphile_worker._private_jobs order by id");
  expect(rows).toEqual([
    { locked_by: "somebody", key: null },
    { locked_by: null, key: "one" },
  ]);
});

async function connect(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

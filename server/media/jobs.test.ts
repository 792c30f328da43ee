import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { transact } from "#server/context.ts";
import { fetchAvatarLater, fetchFileLater } from "#server/media/jobs.ts";
import { newId } from "#server/platform/identifier.ts";
import { openRooms } from "#server/testing/open-rooms.ts";

test("however many files wait to be fetched, half of the workers stay free for answers", async () => {
  const rooms = await openRooms([]);
  onTestFinished(() => rooms.close());
  const context = rooms.contextOf(await rooms.addWorkspace());
  await transact(context, async (tx) => {
    for (let index = 0; index < 50; index += 1) {
      await fetchFileLater(tx, newId());
      await fetchAvatarLater(tx, newId());
    }
  });
  const owner = new Client({ connectionString: rooms.ownerUrl });
  await owner.connect();
  const lanes = "select queue_name, count(*)::int as jobs from graphile_worker.jobs group by 1";
  const { rows } = await owner.query<{ queue_name: string | null; jobs: number }>(lanes);
  await owner.end();
  expect(rows).toHaveLength(4);
  expect(rows.every(({ queue_name }) => queue_name !== null)).toBe(true);
  expect(rows.reduce((sum, { jobs }) => sum + jobs, 0)).toBe(100);
});

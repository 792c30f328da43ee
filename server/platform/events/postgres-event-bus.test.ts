import { Client } from "pg";
import { expect, onTestFinished, test, vi } from "vitest";
import { openPool } from "#server/platform/database/open-pool.ts";
import { createTestDatabase } from "#server/platform/database/test-database.ts";
import type { CommittedFact } from "#server/platform/events/event-bus.ts";
import { postgresEventBus } from "#server/platform/events/postgres-event-bus.ts";
import { newId } from "#server/platform/identifier.ts";
import { createLog } from "#server/platform/log/log.ts";
import { joinProcesses } from "#server/platform/processes/join-processes.ts";

const log = createLog("silent");

test("after its line broke a process looks again, and then hears each fact once", async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const { bus: speaker, membership } = await openBus(database);
  const { bus: hearer } = await openBus(database);
  await expect.poll(() => membership.isAlone()).toBe(false);
  const heard: string[] = [];
  const resync = vi.fn();
  hearer.listen({ committed: (facts) => heard.push(...facts.map(({ id }) => id)), resync });
  speaker.publish([fact("one")]);
  await expect.poll(() => heard).toEqual(["one"]);

  await breakLines(database.ownerUrl);
  await expect.poll(() => resync).toHaveBeenCalledTimes(1);
  speaker.publish([fact("two")]);
  await expect.poll(() => heard).toContain("two");
  speaker.publish([fact("three")]);
  await expect.poll(() => heard).toEqual(["one", "two", "three"]);
});

/** The bus of one process among several. */
async function openBus({ appUrl, ownerUrl }: { appUrl: string; ownerUrl: string }) {
  const pool = openPool(appUrl, 2, log);
  const ownerPool = openPool(ownerUrl, 1, log);
  const membership = await joinProcesses(ownerPool, log);
  const bus = await postgresEventBus({ pool, listenUrl: appUrl, membership, log });
  onTestFinished(async () => {
    await bus.close();
    await membership.leave();
    await Promise.all([pool.end(), ownerPool.end()]);
  });
  return { bus, membership };
}

function fact(id: string): CommittedFact {
  return { workspaceId: newId(), id, kind: "conversation.archived" };
}

async function breakLines(ownerUrl: string): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_notify%' and pid <> pg_backend_pid() and datname = current_database()",
  );
  await owner.end();
}

import { afterAll, beforeAll, expect, inject, test } from "vitest";
import * as contract from "#contract/archiving.ts";
import { listConversations } from "#contract/conversations.ts";
import { editWorkspace } from "#contract/workspaces.ts";
import type { Context } from "#server/context.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { workspaceDatabase } from "#server/platform/database/workspace-database.ts";
import { localEventBus } from "#server/platform/events/event-bus.ts";
import { createLog } from "#server/platform/log/log.ts";
import type { Schema } from "#server/schema.ts";
import { addConversations } from "#server/testing/add-conversations.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";

let wokfow: TestWokfow;
let pool: ReturnType<typeof openPool>;

beforeAll(async () => {
  wokfow = await startWokfow(inject("testServer"));
  pool = openPool(wokfow.database.appUrl, 2, createLog("error"));
});
afterAll(async () => {
  await pool.end();
  await wokfow.stop();
});

test("who saves a period sees it at work within ten seconds, and so does every open browser", async () => {
  const ana = wokfow.client();
  const { workspace } = await ana.signUp();
  const lastActivity = new Date(wokfow.clock.now().getTime() - 40 * 24 * 3_600_000);
  const [old] = await addConversations(contextOf(workspace.id), [lastActivity, wokfow.clock.now()]);
  const heard = listen(ana);
  await heard.open;
  await ana.ok(editWorkspace, { body: { autoArchiveDays: 30 } });
  await expect.poll(() => heard.kinds()).toContain("resync");
  const { items } = await ana.ok(contract.listArchiveRuns);
  expect(items).toMatchObject([{ archived: 1, inactiveDays: 30, undoneAt: null }]);
  const archive = await ana.ok(listConversations, { query: { queue: "archive" } });
  expect(archive.items.map((row) => row.id)).toEqual([old]);
  await heard.close();
});

function contextOf(workspaceId: string): Context {
  return {
    workspaceId,
    actor: { kind: "system" },
    clock: wokfow.clock,
    database: workspaceDatabase<Schema>(pool),
    events: localEventBus(),
  };
}

/** The kinds of live event that a browser has heard. */
function listen(browser: TestClient) {
  const stopping = new AbortController();
  const opening = browser.fetch("/api/v1/live", { signal: stopping.signal });
  let text = "";
  const reading = opening.then(async ({ body }) => {
    for await (const piece of body ?? []) text += Buffer.from(piece).toString();
  });
  const ended = reading.catch(() => undefined);
  return {
    open: opening,
    kinds: () => [...text.matchAll(/^data: \{"kind":"(\w+)"/gm)].map((match) => match[1]),
    async close() {
      stopping.abort();
      await ended;
    },
  };
}

import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as contract from "#contract/archiving.ts";
import { archiveInactive } from "#server/archiving/archive-inactive.ts";
import { archivingRoutes } from "#server/archiving/routes.ts";
import { type Context, query, read, transact } from "#server/context.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { addConversations } from "#server/testing/add-conversations.ts";
import { lockAwaited } from "#server/testing/lock-awaited.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import type { TestClient } from "#server/testing/test-client.ts";

const hour = 3_600_000;
const day = 24 * hour;
const running = new AbortController().signal;

let rooms: Rooms;
let context: Context;
let owner: TestClient;

beforeAll(async () => {
  rooms = await openRooms(archivingRoutes());
});
afterAll(() => rooms.close());
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  owner = await rooms.addMember(context.workspaceId);
});

test("a run archives what the preview listed, and nothing else, whatever the ages", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 400 * 24 * 60 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 365 }),
      async (minutes, days) => {
        const fresh = rooms.contextOf(await rooms.addWorkspace());
        const browser = await rooms.addMember(fresh.workspaceId);
        // Half a minute off the full one, so that the time the test takes decides nothing.
        const ids = await addConversations(
          fresh,
          minutes.map((age) => ago(age * 60_000 + 30_000)),
        );
        const preview = await previewAll(browser, days, 7);
        await archiveAfter(fresh, days);
        const archived = await archivedOf(fresh);
        expect(new Set(archived)).toEqual(new Set(preview.map((row) => row.conversationId)));
        expect(new Set(archived)).toEqual(new Set(ids.filter((_, index) => (minutes[index] ?? 0) >= days * 24 * 60)));
        expect(preview.map((row) => row.lastActivityAt)).toEqual(preview.map((row) => row.lastActivityAt).toSorted());
      },
    ),
    { numRuns: 25 },
  );
});

test("the thread says after how many days, nobody is named as the one who did it, and nothing is queued for the customer", async () => {
  const [id] = await addConversations(context, [ago(40 * day)]);
  await archiveAfter(context, 30);
  const facts = await read(context, query.selectFrom("facts").selectAll().where("conversation_id", "=", String(id)));
  expect(facts).toMatchObject([{ kind: "conversation.archived", actor_id: null, details: { inactiveDays: 30 } }]);
  expect(await read(context, query.selectFrom("messages").select("id"))).toEqual([]);
});

test("a run that finds nothing, and a workspace without a period, leave no trace", async () => {
  await addConversations(context, [ago(10 * day)]);
  expect(await archiveAfter(context, 30)).toBe(0);
  await setDays(context, null);
  expect(await archiveInactive(context, running)).toBe(0);
  expect((await owner.ok(contract.listArchiveRuns)).items).toEqual([]);
});

test("an undo gives back the exact former state, once", async () => {
  const [kept, answered] = await addConversations(context, [ago(40 * day), ago(50 * day), ago(2 * day)]);
  const before = await statesOf(context);
  await archiveAfter(context, 30);
  const [run] = (await owner.ok(contract.listArchiveRuns)).items;
  expect(run).toMatchObject({ archived: 2, inactiveDays: 30, undoneAt: null, restored: null });
  const undone = await owner.ok(contract.undoArchiveRun, { params: { runId: String(run?.id) } });
  expect(undone).toMatchObject({ archived: 2, restored: 2, undoneAt: expect.any(String) });
  expect(await statesOf(context)).toEqual(before);
  expect(await owner.ok(contract.undoArchiveRun, { params: { runId: String(run?.id) } })).toEqual(undone);
  const restored = query.selectFrom("facts").select("conversation_id").where("kind", "=", "conversation.restored");
  expect((await read(context, restored)).map((fact) => fact.conversation_id).toSorted()).toEqual(
    [kept, answered].toSorted(),
  );
});

test("what was undone is not archived again at once, but after a full period", async () => {
  await addConversations(context, [ago(40 * day)]);
  await archiveAfter(context, 30);
  await undoLatest(owner);
  expect(await archiveInactive(context, running)).toBe(0);
  expect((await owner.ok(contract.previewArchive, { query: { days: 30 } })).total).toBe(0);
  rooms.clock.advance(30 * day - hour);
  expect(await archiveInactive(context, running)).toBe(0);
  rooms.clock.advance(hour + 1000);
  expect(await archiveInactive(context, running)).toBe(1);
});

test("an undo leaves alone what was opened again or archived by hand since", async () => {
  const [reopened, byHand] = await addConversations(context, [ago(40 * day), ago(40 * day), ago(40 * day)]);
  await archiveAfter(context, 30);
  await change(context, String(reopened), {
    archived_at: null,
    archive_run_id: null,
    last_activity_at: rooms.clock.now(),
  });
  await change(context, String(byHand), { archived_at: new Date(rooms.clock.now().getTime() + 1) });
  expect(await undoLatest(owner)).toMatchObject({ archived: 3, restored: 1 });
  expect(await archivedOf(context)).toEqual([byHand]);
});

test("a run can be undone for 24 hours and no longer", async () => {
  await addConversations(context, [ago(40 * day), ago(29.5 * day)]);
  await archiveAfter(context, 30);
  rooms.clock.advance(day - 1000);
  await archiveInactive(context, running);
  const [late, early] = (await owner.ok(contract.listArchiveRuns)).items;
  rooms.clock.advance(2000);
  const refused = await owner.call(contract.undoArchiveRun, { params: { runId: String(early?.id) } });
  expect(refused).toMatchObject({ status: 409, problem: { code: "too_late" } });
  expect((await owner.ok(contract.undoArchiveRun, { params: { runId: String(late?.id) } })).restored).toBe(1);
});

test("a message that comes in while the run goes on wins", async () => {
  const [busy, quiet] = await addConversations(context, [ago(40 * day), ago(40 * day)]);
  await setDays(context, 30);
  await transact(context, async (tx) => {
    const now = tx.clock.now();
    await tx.db.updateTable("conversations").set({ last_activity_at: now }).where("id", "=", String(busy)).execute();
    expect(await archiveInactive(rooms.contextOf(context.workspaceId), running)).toBe(1);
  });
  expect(await archivedOf(context)).toEqual([quiet]);
  expect(await archiveInactive(context, running)).toBe(0);
});

test("a message that comes in while the run holds its conversation opens it again", async () => {
  const [id = ""] = await addConversations(context, [ago(40 * day)]);
  await setDays(context, 30);
  let receiving: Promise<void> | undefined;
  await transact(context, async (tx) => {
    expect(await archiveInactive(tx, running)).toBe(1);
    receiving = receive(rooms.contextOf(context.workspaceId), id);
    await lockAwaited(tx);
  });
  await receiving;
  expect(await archivedOf(context)).toEqual([]);
  const facts = query.selectFrom("facts").select("kind").where("conversation_id", "=", id).orderBy("id");
  expect((await read(context, facts)).map((fact) => fact.kind)).toEqual([
    "conversation.archived",
    "message.received",
    "conversation.reopened",
  ]);
  expect(await undoLatest(owner)).toMatchObject({ archived: 1, restored: 0 });
});

test("several processes at once archive each conversation exactly once", async () => {
  await addConversations(
    context,
    Array.from({ length: 3_000 }, () => ago(40 * day)),
  );
  await setDays(context, 30);
  const archived = await Promise.all(Array.from({ length: 4 }, () => archiveInactive(context, running)));
  expect(archived.reduce((sum, count) => sum + count, 0)).toBe(3_000);
  const facts = query.selectFrom("facts").select(({ fn }) => fn.count("conversation_id").distinct().as("once"));
  const [{ once, all } = { once: 0, all: 0 }] = await read(
    context,
    facts.select(({ fn }) => fn.count("conversation_id").as("all")).where("kind", "=", "conversation.archived"),
  );
  expect([Number(once), Number(all)]).toEqual([3_000, 3_000]);
  const runs = (await owner.ok(contract.listArchiveRuns)).items;
  expect(runs.reduce((sum, run) => sum + run.archived, 0)).toBe(3_000);
});

test("20,000 conversations are archived and restored in batches, and browsers hear of it once", async () => {
  await addConversations(
    context,
    Array.from({ length: 20_000 }, (_, index) => ago(40 * day + index * 1000)),
  );
  const heard = rooms.published.length;
  expect(await archiveAfter(context, 30)).toBe(20_000);
  expect(rooms.published.slice(heard).map((fact) => fact.kind)).toEqual(["conversations.archived"]);
  expect(await undoLatest(owner)).toMatchObject({ archived: 20_000, restored: 20_000 });
  expect(rooms.published.slice(heard + 1).map((fact) => fact.kind)).toEqual(["conversations.restored"]);
  expect(await archivedOf(context)).toEqual([]);
});

test("only who configures the workspace sees runs, and only those of their own", async () => {
  await addConversations(context, [ago(40 * day)]);
  await archiveAfter(context, 30);
  const user = await rooms.addMember(context.workspaceId, "user");
  const stranger = await rooms.addMember(await rooms.addWorkspace());
  const [run] = (await owner.ok(contract.listArchiveRuns)).items;
  const params = { runId: String(run?.id) };
  expect((await user.call(contract.listArchiveRuns)).status).toBe(403);
  expect((await user.call(contract.undoArchiveRun, { params })).status).toBe(403);
  expect((await stranger.ok(contract.listArchiveRuns)).items).toEqual([]);
  expect((await stranger.call(contract.undoArchiveRun, { params })).status).toBe(404);
  const odd = await owner.call(contract.previewArchive, { query: { days: 30, cursor: "1.2' or true" } });
  expect(odd).toMatchObject({ status: 400, problem: { code: "invalid_cursor" } });
});

function ago(milliseconds: number): Date {
  return new Date(rooms.clock.now().getTime() - milliseconds);
}

async function receive(given: Context, conversationId: string): Promise<void> {
  const chats = query
    .selectFrom("conversations")
    .select(["channel_id", "external_id"])
    .where("id", "=", conversationId);
  const [{ channel_id: channelId, external_id: chatId } = { channel_id: "", external_id: "" }] = await read(
    given,
    chats,
  );
  const sender = { externalId: chatId, name: "Customer 0", username: null, phone: null, language: null };
  const content = { kind: "text", text: "Hello?", entities: [] } as const;
  const message = {
    kind: "message",
    direction: "inbound",
    externalId: "1",
    sequence: 1,
    sentAt: rooms.clock.now(),
  } as const;
  const updates = [{ ...message, chatId, sender, content, replyToExternalId: null, raw: null }];
  await receiveUpdates(given, { channelId, updates, position: null });
}

async function setDays(given: Context, days: number | null): Promise<void> {
  await transact(given, (tx) => tx.db.updateTable("workspaces").set({ auto_archive_days: days }).execute());
}

async function archiveAfter(given: Context, days: number): Promise<number> {
  await setDays(given, days);
  return archiveInactive(given, running);
}

async function previewAll(browser: TestClient, days: number, limit: number) {
  const rows = [];
  for (let cursor: string | undefined; ; ) {
    const page = await browser.ok(contract.previewArchive, { query: { days, limit, ...(cursor && { cursor }) } });
    rows.push(...page.items);
    if (page.next === null) {
      expect(page.total).toBe(rows.length);
      return rows;
    }
    cursor = page.next;
  }
}

async function undoLatest(browser: TestClient) {
  const [run] = (await browser.ok(contract.listArchiveRuns)).items;
  return browser.ok(contract.undoArchiveRun, { params: { runId: String(run?.id) } });
}

async function archivedOf(given: Context): Promise<string[]> {
  const rows = await read(given, query.selectFrom("conversations").select("id").where("archived_at", "is not", null));
  return rows.map((row) => row.id);
}

/** Everything a conversation shows; only the clock of auto-archive, which nobody sees, may differ after an undo. */
async function statesOf(given: Context): Promise<unknown[]> {
  const states = query
    .selectFrom("conversations")
    .select(sql<unknown>`to_jsonb(conversations) - 'kept_open_at'`.as("state"));
  return (await read(given, states.orderBy("id"))).map((row) => row.state);
}

async function change(given: Context, id: string, columns: Record<string, Date | null>): Promise<void> {
  await transact(given, (tx) => tx.db.updateTable("conversations").set(columns).where("id", "=", id).execute());
}

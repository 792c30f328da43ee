import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { assignConversation, listConversations } from "#contract/conversations.ts";
import { writeNote } from "#contract/notes.ts";
import { listNotifications, markNotificationsSeen } from "#contract/notifications.ts";
import { type Context, query, read, transact } from "#server/context.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { accessActor } from "#server/members/access.ts";
import { notificationPresenters } from "#server/notifications/events.ts";
import { forgetOldNotifications } from "#server/notifications/forget-old-notifications.ts";
import { notificationRoutes } from "#server/notifications/routes.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { addTeam } from "#server/testing/add-team.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";

const dayMilliseconds = 24 * 3_600_000;

type Member = TestClient & { memberId: string };

let rooms: Rooms;
let context: Context;
let ana: Member;
let ben: Member;
let conversations: string[];

beforeAll(async () => {
  const adapters = testAdapters();
  rooms = await openRooms([
    ...conversationRoutes({ adapters, secrets: secretBox("ab".repeat(32)) }),
    ...notificationRoutes(),
  ]);
});
afterAll(() => rooms.close());
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  ana = await rooms.addMember(context.workspaceId);
  ben = await rooms.addMember(context.workspaceId, "user");
  const channelId = await addChannel(context);
  const updates = [1, 2, 3].map((number) => writer(number).text("Hello"));
  await receiveUpdates(context, { channelId, updates, position: null });
  conversations = (await ana.ok(listConversations)).items.map(({ id }) => id);
});

test("a mention and an assignment by somebody else reach their member, what one does oneself reaches nobody", async () => {
  await mention(ana, ben, 0);
  await assign(ana, ben, 1);
  await assign(ben, ben, 2);
  await mention(ana, ana, 2);
  const { items, unseen } = await ben.ok(listNotifications);
  expect(unseen).toBe(2);
  expect(items).toMatchObject([
    {
      kind: "assigned",
      seen: false,
      actor: { memberId: ana.memberId },
      conversation: { id: conversations[1] },
      excerpt: null,
    },
    { kind: "mentioned", conversation: { id: conversations[0] }, excerpt: "@you have a look" },
  ]);
  expect((await ana.ok(listNotifications)).items).toEqual([]);
});

test("what was looked at is marked, one conversation's or all", async () => {
  await mention(ana, ben, 0);
  await mention(ana, ben, 0);
  await mention(ana, ben, 1);
  await ben.ok(markNotificationsSeen, { body: { conversationId: conversations[0] } });
  const { items, unseen } = await ben.ok(listNotifications);
  expect([unseen, items.map(({ seen }) => seen)]).toEqual([1, [false, true, true]]);
  await ana.ok(markNotificationsSeen, { body: {} });
  expect((await ben.ok(listNotifications)).unseen).toBe(1);
  await ben.ok(markNotificationsSeen, { body: {} });
  expect((await ben.ok(listNotifications)).unseen).toBe(0);
  const foreign = await ben.call(markNotificationsSeen, { body: { conversationId: crypto.randomUUID() } });
  expect(foreign.status).toBe(404);
});

test("who was removed since is named as such", async () => {
  await mention(ana, ben, 0);
  await transact(context, (tx) =>
    tx.db.updateTable("members").set({ status: "removed" }).where("id", "=", ana.memberId).execute(),
  );
  const { items } = await ben.ok(listNotifications);
  expect(items[0]?.actor).toMatchObject({ memberId: ana.memberId, displayName: "Ana Ortiz (removed)" });
});

test("page after page shows each once, and a cursor of nobody is refused", async () => {
  for (let index = 0; index < 7; index += 1) await mention(ana, ben, index % 3);
  const whole = (await ben.ok(listNotifications)).items.map(({ id }) => id);
  const walked: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await ben.ok(listNotifications, { query: { limit: 3, cursor } });
    walked.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(walked).toEqual(whole);
  expect((await ben.call(listNotifications, { query: { cursor: "'" } })).problem.code).toBe("invalid_cursor");
});

test("what is older than half a year is forgotten", async () => {
  await mention(ana, ben, 0);
  rooms.clock.advance(100 * dayMilliseconds);
  await mention(ana, ben, 1);
  rooms.clock.advance(81 * dayMilliseconds);
  await forgetOldNotifications(context);
  expect((await ben.ok(listNotifications)).items.map(({ conversation }) => conversation.id)).toEqual([
    conversations[1],
  ]);
});

test("what left one's sight is neither listed nor counted nor told live", async () => {
  await mention(ana, ben, 0);
  await mention(ana, ben, 1);
  expect(await heardBy(ben)).toEqual(["notification", "notification"]);
  expect(await heardBy(ana)).toEqual([]);
  const sales = await addTeam(context, "Sales", []);
  await transact(context, async (tx) => {
    await tx.db.updateTable("workspaces").set({ visibility: "teams_and_unassigned" }).execute();
    await tx.db
      .updateTable("conversations")
      .set({ team_id: sales })
      .where("id", "=", String(conversations[0]))
      .execute();
  });
  const { items, unseen } = await ben.ok(listNotifications);
  expect([items.map(({ conversation }) => conversation.id), unseen]).toEqual([[conversations[1]], 1]);
  expect(await heardBy(ben)).toEqual(["notification"]);
});

function mention(author: Member, { memberId }: Member, index: number) {
  const mentions = [{ memberId, offset: 0, length: 4 }];
  const body = { idempotencyKey: crypto.randomUUID(), text: "@you have a look", mentions };
  return author.ok(writeNote, { params: paramsOf(index), body });
}

function assign(author: Member, { memberId }: Member, index: number) {
  return author.ok(assignConversation, { params: paramsOf(index), body: { memberId, expectedAssigneeId: null } });
}

function paramsOf(index: number) {
  return { conversationId: conversations[index] ?? "" };
}

async function heardBy({ memberId }: Member): Promise<string[]> {
  const { role, reach, personId } = await accessActor(context, memberId);
  const { workspaceId } = context;
  const caller: Caller = { sessionId: "", personId, workspaceId, memberId, role, reach, mustChoosePassword: false };
  const facts = await read(context, query.selectFrom("facts").selectAll().where("kind", "=", "notification.added"));
  const presented = await Promise.all(facts.map((fact) => notificationPresenters[fact.kind]?.(context, fact)));
  return presented
    .flatMap((one) => one ?? [])
    .filter(({ onlyFor }) => onlyFor?.(caller))
    .map(({ event }) => event.kind);
}

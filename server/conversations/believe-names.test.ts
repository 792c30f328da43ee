import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { assignConversation, listConversations } from "#contract/conversations.ts";
import { listMessages } from "#contract/messages.ts";
import { renameChannel } from "#server/channels/rename-channel.ts";
import { type Context, transact } from "#server/context.ts";
import { believeNames } from "#server/conversations/believe-names.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { changeOwnMember } from "#server/members/edit-profile.ts";
import { localEventBus } from "#server/platform/events/event-bus.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";

let rooms: Rooms;
let context: Context;
let ana: TestClient & { memberId: string };
let channelId: string;

beforeAll(async () => {
  const adapters = testAdapters();
  rooms = await openRooms(conversationRoutes({ adapters, secrets: secretBox("ab".repeat(32)) }));
});
afterAll(() => rooms.close());
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  ana = await rooms.addMember(context.workspaceId);
  channelId = await addChannel(context);
  await receiveUpdates(context, { channelId, updates: [writer(1).text("Hello")], position: null });
});

async function onlyConversation() {
  const [conversation] = (await ana.ok(listConversations, {})).items;
  if (!conversation) throw new Error("There is no conversation.");
  return conversation;
}

async function assignTo({ memberId }: { memberId: string }): Promise<string> {
  const { id, assignee } = await onlyConversation();
  const body = { memberId, expectedAssigneeId: assignee?.memberId ?? null };
  await ana.ok(assignConversation, { params: { conversationId: id }, body });
  return id;
}

function renameAna(displayName: string): Promise<void> {
  const { memberId } = ana;
  const actor = { kind: "member", memberId, personId: memberId, role: "owner", reach: "everything" } as const;
  return transact({ ...context, actor }, (tx) => changeOwnMember(tx, { display_name: displayName }));
}

test("whoever renames themselves or a channel reads the new name in the next answer", async () => {
  const conversationId = await assignTo(ana);
  for (const displayName of ["Ana B.", "Ana C.", "Ana D."]) {
    await renameAna(displayName);
    expect((await onlyConversation()).assignee?.displayName).toBe(displayName);
    const { events } = await ana.ok(listMessages, { params: { conversationId } });
    expect(events.map(({ actor, assignee }) => [actor?.displayName, assignee?.displayName])).toEqual([
      [displayName, displayName],
    ]);
    await renameChannel(context, { channelId, name: `Shop of ${displayName}` });
    expect((await onlyConversation()).channel.name).toBe(`Shop of ${displayName}`);
  }
});

test("somebody and a channel that came after the names were read are shown at once", async () => {
  await onlyConversation();
  await assignTo(await rooms.addMember(context.workspaceId));
  expect((await onlyConversation()).assignee?.displayName).toBe("Ana Ortiz");
  const letters = [writer(2).text("Hello")];
  await receiveUpdates(context, { channelId: await addChannel(context), updates: letters, position: null });
  expect((await ana.ok(listConversations, {})).items.map(({ channel }) => channel.name)).toEqual([
    "Shop bot",
    "Shop bot",
  ]);
});

test("a process that hears nothing shows the new name after a second, and at once when it is asked to look again", async () => {
  const elsewhere = localEventBus();
  const names = believeNames({ ...rooms, events: elsewhere });
  const seen = async () => (await names(context.workspaceId))?.members.get(ana.memberId)?.displayName;
  expect(await seen()).toBe("Ana Ortiz");
  await renameAna("Ana B.");
  rooms.clock.advance(1_000);
  expect(await seen()).toBe("Ana B.");
  await renameAna("Ana C.");
  elsewhere.resync();
  expect(await seen()).toBe("Ana C.");
});

import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as contract from "#contract/conversations.ts";
import type { Endpoint } from "#contract/endpoint.ts";
import { writeNote } from "#contract/notes.ts";
import { transferConversation } from "#contract/transfers.ts";
import { type Context, transact } from "#server/context.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { addChannel } from "#server/testing/add-channel.ts";
import { addTeam } from "#server/testing/add-team.ts";
import { lockAwaited } from "#server/testing/lock-awaited.ts";
import { noLines } from "#server/testing/no-lines.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { writer } from "#server/testing/write-inbound.ts";

let rooms: Rooms;
let context: Context;
let ana: TestClient & { memberId: string };
let sales: string;
let support: string;
let params: { conversationId: string };

beforeAll(async () => {
  rooms = await openRooms(conversationRoutes(noLines));
});
afterAll(() => rooms.close());
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  ana = await rooms.addMember(context.workspaceId, "user");
  sales = await addTeam(context, "Sales", [ana.memberId]);
  support = await addTeam(context, "Support", []);
  const channelId = await addChannel(context);
  await receiveUpdates(context, { channelId, updates: [writer(1).text("Hello")], position: null });
  params = { conversationId: (await ana.ok(contract.listConversations)).items[0]?.id ?? "" };
  await transact(context, async (tx) => {
    await tx.db.updateTable("workspaces").set({ visibility: "teams" }).execute();
    await tx.db.updateTable("conversations").set({ team_id: sales }).execute();
  });
});

const expected = () => ({ expectedTeamId: support, expectedAssigneeId: null });
const deeds: readonly [string, Endpoint, () => object, object?][] = [
  ["claiming", contract.assignConversation, () => ({ memberId: ana.memberId, expectedAssigneeId: null })],
  ["taking from its member", contract.unassignConversation, () => ({}), { assignee_id: crypto.randomUUID() }],
  ["transferring", transferConversation, () => ({ to: { memberId: ana.memberId }, ...expected() })],
  ["archiving", contract.archiveConversation, () => ({})],
  ["opening again", contract.reopenConversation, () => ({}), { archived_at: new Date() }],
  ["noting", writeNote, () => ({ text: "Mine", idempotencyKey: "a note that came late" })],
];

test.each(deeds)("%s fails where the conversation leaves one's sight just then", async (_, endpoint, body, before) => {
  if (before && "assignee_id" in before) before.assignee_id = (await rooms.addMember(context.workspaceId)).memberId;
  if (before) await change(before);
  const other = await holdMoved();
  const asked = ana.call(endpoint, { params, ...(endpoint.body && { body: body() }) } as never);
  await other.isWaitedFor();
  const moved = await other.commit();
  expect((await asked).status).toBe(404);
  expect(await stored()).toEqual(moved);
});

async function change(columns: object): Promise<void> {
  await transact(context, (tx) => tx.db.updateTable("conversations").set(columns).execute());
}

async function stored(client = owner): Promise<unknown> {
  const { rows } = await client.query(
    `select c.team_id, c.assignee_id, c.archived_at, (select count(*) from messages m where m.conversation_id = c.id) as messages
       from conversations c where c.id = $1`,
    [params.conversationId],
  );
  return rows[0];
}

let owner: Client;
beforeAll(async () => {
  owner = new Client({ connectionString: rooms.ownerUrl });
  await owner.connect();
});
afterAll(() => owner.end());

/** Somebody has moved the conversation to another team and is just about to commit it. */
async function holdMoved() {
  await owner.query("begin");
  await owner.query("update conversations set team_id = $1 where id = $2", [support, params.conversationId]);
  return {
    isWaitedFor: () => lockAwaited(owner),
    async commit() {
      const moved = await stored();
      await owner.query("commit");
      return moved;
    },
  };
}

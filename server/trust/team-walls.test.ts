import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readContact } from "#contract/contacts.ts";
import * as inbox from "#contract/conversations.ts";
import type { QueryGiven } from "#contract/endpoint.ts";
import { downloadFile } from "#contract/files.ts";
import { sendMessage } from "#contract/messages.ts";
import { listMentionable } from "#contract/notes.ts";
import { listNotifications } from "#contract/notifications.ts";
import { holds, type Right, roles } from "#contract/rights.ts";
import { explainSight, listAsMember, startViewing } from "#contract/sight.ts";
import { transferConversation } from "#contract/transfers.ts";
import { editWorkspace, type Visibility, visibility } from "#contract/workspaces.ts";
import { newId } from "#server/platform/identifier.ts";
import {
  buildWalls,
  type WalledConversation,
  type WalledMember,
  type WalledWorkspace,
} from "#server/testing/build-walls.ts";
import { callLoosely, endpointsForPeople } from "#server/testing/endpoint-calls.ts";
import { openStream } from "#server/testing/open-stream.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { waysTo } from "#server/testing/ways-to-conversation.ts";

/** The whole policy in words that anybody can read; whatever the product does is measured by it. */
function maySee(
  member: Pick<WalledMember, "id" | "role" | "teamIds">,
  { teamId, assigneeId }: Pick<WalledConversation, "teamId" | "assigneeId">,
  rule: Visibility,
): boolean {
  if (member.role === "owner" || member.role === "admin" || member.role === "manager") return true;
  if (rule === "everything") return true;
  if (assigneeId === member.id) return true;
  if (teamId !== null) return member.teamIds.includes(teamId);
  return rule === "teams_and_unassigned" && assigneeId === null;
}

let wokfow: TestWokfow;
let database: Client;

beforeAll(async () => {
  wokfow = await startWokfow(inject("testServer"));
  database = new Client({ connectionString: wokfow.database.ownerUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await wokfow.stop();
});

it("every endpoint about one conversation is among the ways that are tried", () => {
  const tried = waysTo({ id: newId(), fileId: newId(), messageId: newId() }).map(({ endpoint }) => endpoint);
  const about = endpointsForPeople.filter(({ endpoint }) => /:(conversation|file|message)Id/.test(endpoint.path));
  expect(about.filter(({ endpoint }) => !tried.includes(endpoint)).map(({ name }) => name)).toEqual([]);
});

it("who sets the workspace up or inspects members sees every conversation, as what they are shown is not walled", () => {
  const inspecting: readonly Right[] = [
    "workspace.configure",
    "teams.manage",
    "members.manage",
    "members.inspect",
    "audit.read",
  ];
  const roleOf = (right: Right) => roles.filter((role) => holds(role, right));
  for (const right of inspecting) expect(roleOf(right).filter((role) => !holds(role, "inbox.all"))).toEqual([]);
});

describe.each(visibility.options)("where members see %s", (rule) => {
  let house: WalledWorkspace;
  beforeAll(async () => {
    house = await buildWalls(wokfow, database, rule);
  });

  const seenBy = (member: WalledMember) => house.conversations.filter((one) => maySee(member, one, rule));

  it("each queue, its count and a search hold what the member may see", async () => {
    for (const member of house.members) {
      const counts = await member.client.ok(inbox.countConversations);
      const open = seenBy(member).filter(({ archived }) => !archived);
      for (const [queue, isIn] of queuesOf(member)) {
        const ids = idsOf(open.filter(isIn));
        const found = { ids: await walk(member.client, { queue }), count: counts[queue] };
        expect({ member: member.name, queue, ...found }).toEqual({
          member: member.name,
          queue,
          ids,
          count: ids.length,
        });
      }
      expect(counts.unread).toBe(counts.unreplied);
      const archived = idsOf(seenBy(member).filter((one) => one.archived));
      expect(await walk(member.client, { queue: "archive" })).toEqual(archived);
      expect(await walk(member.client, { search: "customer" })).toEqual(idsOf(open));
      for (const { word } of house.conversations.slice(0, 9)) {
        const found = idsOf(open.filter((one) => one.word === word));
        expect(await walk(member.client, { search: `${word}x` })).toEqual(found);
      }
    }
  });

  it("the queue of a team holds what the member may see of it, and is counted where they see it as a whole", async () => {
    for (const member of house.members) {
      const { teams } = await member.client.ok(inbox.countConversations);
      const isWhole = (teamId: string) => maySee(member, { teamId, assigneeId: newId() }, rule);
      for (const teamId of house.teamIds) {
        const ids = idsOf(seenBy(member).filter((one) => !one.archived && one.teamId === teamId));
        const found = await walk(member.client, { queue: "team", teamId });
        const counted = teams.find((team) => team.teamId === teamId)?.open;
        expect({ member: member.name, found, counted }).toEqual({
          member: member.name,
          found: ids,
          counted: isWhole(teamId) ? ids.length : undefined,
        });
      }
    }
  });

  it("every way to one conversation is open to exactly those who may see it", async () => {
    for (const member of house.members) {
      await inTurns(house.conversations, async (one) => {
        const isSeen = maySee(member, one, rule);
        for (const { endpoint, call, open } of waysTo(one)) {
          if (isSeen && open === null) continue;
          const { status } = await callLoosely(member.client, { name: endpoint.path, endpoint }, call);
          const way = { member: member.name, one, way: `${endpoint.method} ${endpoint.path}` };
          expect({ ...way, status }).toEqual({ ...way, status: isSeen ? open : 404 });
        }
      });
    }
  });

  it("a contact is there for whoever sees a conversation with them, with these alone, and so is their face", async () => {
    for (const member of house.members) {
      const contacts = Map.groupBy(house.conversations, ({ contactId }) => contactId);
      for (const [contactId, all] of contacts) {
        const seen = idsOf(all.filter((one) => maySee(member, one, rule)));
        const { status, body } = await member.client.call(readContact, { params: { contactId } });
        expect(status).toBe(seen.length > 0 ? 200 : 404);
        if (status === 200) expect(body.conversations.map(({ id }) => id).sort()).toEqual(seen);
        if (status === 200) expect(body.identities.map(({ id }) => id).sort()).toEqual(seen);
        const face = await member.client.call(downloadFile, { params: { fileId: all[0]?.faceId ?? "" } });
        expect(face.status).toBe(seen.length > 0 ? 200 : 404);
      }
    }
  });

  it("exactly those who may see a conversation can be mentioned in it", async () => {
    const owner = ownerOf(house);
    await inTurns(house.conversations, async (one) => {
      const { items } = await owner.client.ok(listMentionable, { params: { conversationId: one.id } });
      const may = house.members.filter((member) => member !== owner && maySee(member, one, rule));
      expect({ one, names: items.map(({ displayName }) => displayName) }).toEqual({
        one,
        names: may.map(({ name }) => name).sort(),
      });
    });
  });

  it("notifications tell only of what the member still sees", async () => {
    for (const member of house.members) {
      const { items, unseen } = await member.client.ok(listNotifications, { query: { limit: 100 } });
      const mentioned = idsOf(seenBy(member).filter((one) => one.mentioned));
      expect(items.map(({ conversation }) => conversation.id).sort()).toEqual(mentioned);
      expect(unseen).toBe(mentioned.length);
    }
  });

  it("Why? and the inbox as a member has it say the same", async () => {
    const viewer = ownerOf(house).client;
    for (const member of house.members) {
      const params = { memberId: member.id };
      await inTurns(house.conversations, async (one) => {
        const sight = await viewer.ok(explainSight, { params, query: { conversationId: one.id } });
        const sees = maySee(member, one, rule);
        const begins = `${member.name} ${sees ? "sees" : "does not see"} this conversation because `;
        const said = sight.reasons.map(({ sentence }) => sentence.slice(0, begins.length));
        expect({ one, sees: sight.sees, said }).toEqual({ one, sees, said: said.map(() => begins) });
        expect(said.length).toBeGreaterThan(0);
      });
      await viewer.ok(startViewing, { params });
      const { items } = await viewer.ok(listAsMember, { params, query: { limit: 100 } });
      expect(items.map(({ id }) => id).sort()).toEqual(idsOf(seenBy(member).filter((one) => !one.archived)));
      expect(items.filter(({ can }) => can.reply || can.assign || can.archive)).toEqual([]);
    }
  });

  it("what happens is heard live by exactly those who may see it", async () => {
    const owner = ownerOf(house).client;
    const open = house.conversations.filter((one) => !one.archived);
    const streams = await Promise.all(
      house.members.map(async (member) => ({ member, ...(await openStream(member.client)) })),
    );
    for (const { id: conversationId } of open) {
      const body = { idempotencyKey: newId(), text: "An answer" };
      await owner.ok(sendMessage, { params: { conversationId }, body });
    }
    await owner.ok(editWorkspace, { body: { name: "That was all" } });
    for (const { member, heard, until, close } of streams) {
      await until(({ kind }) => kind === "workspace");
      const ids = new Set(heard.flatMap((event) => (event.kind === "message" ? event.conversation.id : [])));
      const may = idsOf(open.filter((one) => maySee(member, one, rule)));
      expect({ member: member.name, heard: [...ids].sort() }).toEqual({ member: member.name, heard: may });
      close();
    }
  });

  it("a conversation that goes to another team is gone for exactly those who do not see it any more", async () => {
    const owner = ownerOf(house).client;
    const [sales = "", support = ""] = house.teamIds;
    const one = house.conversations.find(
      ({ teamId, assigneeId, archived }) => teamId === sales && !assigneeId && !archived,
    );
    const streams = await Promise.all(
      house.members.map(async (member) => ({ member, ...(await openStream(member.client)) })),
    );
    const body = { to: { teamId: support }, expectedTeamId: sales, expectedAssigneeId: null };
    await owner.ok(transferConversation, { params: { conversationId: one?.id ?? "" }, body });
    await owner.ok(editWorkspace, { body: { name: "That was all, too" } });
    for (const { member, heard, until, close } of streams) {
      await until(({ kind }) => kind === "workspace");
      const kinds = heard.map(({ kind }) => kind).filter((kind) => kind.startsWith("conversation"));
      const saw = maySee(member, { teamId: sales, assigneeId: null }, rule);
      const sees = maySee(member, { teamId: support, assigneeId: null }, rule);
      const expected = sees ? ["conversation"] : saw ? ["conversation_gone"] : [];
      expect({ member: member.name, kinds }).toEqual({ member: member.name, kinds: expected });
      close();
    }
  });
});

type Queue = "mine" | "unassigned" | "all" | "unreplied" | "mentions";

/** Which open conversations a member's queues hold, of those that they may see. */
function queuesOf(member: WalledMember): [Queue, (one: WalledConversation) => boolean][] {
  return [
    ["mine", ({ assigneeId }) => assigneeId === member.id],
    ["unassigned", ({ assigneeId }) => assigneeId === null],
    ["all", () => true],
    ["unreplied", ({ unreplied }) => unreplied],
    ["mentions", ({ mentioned }) => mentioned],
  ];
}

function ownerOf(house: WalledWorkspace): WalledMember {
  const owner = house.members.find(({ role }) => role === "owner");
  if (!owner) throw new Error("There is no owner.");
  return owner;
}

function idsOf(conversations: readonly WalledConversation[]): string[] {
  return conversations.map(({ id }) => id).sort();
}

/** All pages of a list, in an order that can be compared. */
async function walk(client: TestClient, query: QueryGiven<typeof inbox.listConversations>): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await client.ok(inbox.listConversations, { query: { limit: 7, ...query, ...(cursor && { cursor }) } });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  }
  return ids.sort();
}

/** Eight at a time. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

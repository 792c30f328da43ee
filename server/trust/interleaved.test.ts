import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { readContact } from "#contract/contacts.ts";
import * as inbox from "#contract/conversations.ts";
import type { Endpoint } from "#contract/endpoint.ts";
import { downloadFile } from "#contract/files.ts";
import { listMembers } from "#contract/members.ts";
import { listMessages, sendMessage } from "#contract/messages.ts";
import { writeNote } from "#contract/notes.ts";
import { listNotifications } from "#contract/notifications.ts";
import { readSession } from "#contract/session.ts";
import { listTeams } from "#contract/teams.ts";
import { visibility } from "#contract/workspaces.ts";
import { newId } from "#server/platform/identifier.ts";
import { buildWalls, type WalledConversation, type WalledWorkspace } from "#server/testing/build-walls.ts";
import { callLoosely, type LooseCall } from "#server/testing/endpoint-calls.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";

const requests = 10_000;
const atOnce = 32;

let wokfow: TestWokfow;
const houses: WalledWorkspace[] = [];
/** Everything that only one workspace has, and which one that is. */
const whose = new Map<string, WalledWorkspace>();

beforeAll(async () => {
  wokfow = await startWokfow(inject("testServer"));
  const database = new Client({ connectionString: wokfow.database.ownerUrl });
  await database.connect();
  for (let n = 0; n < 20; n += 1) {
    const house = await buildWalls(wokfow, database, visibility.options[n % 3] ?? "teams");
    houses.push(house);
    for (const id of idsOf(house)) whose.set(id, house);
  }
  await database.end();
});
afterAll(() => wokfow.stop());

it("10,000 interleaved requests of 20 workspaces, reading and writing, bring nobody a row of another", async () => {
  const random = randomNumbers(7);
  const seen = { own: 0, foreign: 0 };
  let left = requests;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const house = houses[random(houses.length)];
      const member = house?.members[random(house.members.length)];
      const own = house?.conversations[random(house.conversations.length)];
      const other = houses[random(houses.length)]?.conversations[0];
      if (!house || !member || !own || !other) throw new Error("There is nobody to ask.");
      const asked = questions(own)[random(8)] ?? { endpoint: inbox.listConversations, call: {} };
      const isForeign = random(8) === 0 && whose.get(other.id) !== house;
      const { endpoint, call } = isForeign ? { endpoint: inbox.readConversation, call: paramsOf(other) } : asked;
      const { status, body } = await callLoosely(member.client, { name: endpoint.path, endpoint }, call);
      if (isForeign) expect(status).toBe(404);
      else expect([200, 201, 204, 404]).toContain(status);
      for (const [id] of JSON.stringify(body ?? null).matchAll(/[0-9a-f-]{36}/g)) {
        const owner = whose.get(id);
        if (owner === house) seen.own += 1;
        else if (owner && !isForeign) seen.foreign += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  expect(seen.foreign).toBe(0);
  expect(seen.own).toBeGreaterThan(requests);
}, 900_000);

/** What a browser asks about one conversation and around it. */
function questions(one: WalledConversation): { readonly endpoint: Endpoint; readonly call: LooseCall }[] {
  const call = paramsOf(one);
  const written = { ...call, body: { idempotencyKey: newId(), text: "An answer" } };
  return [
    { endpoint: inbox.listConversations, call: { query: { limit: 50 } } },
    { endpoint: inbox.listConversations, call: { query: { search: "customer" } } },
    { endpoint: inbox.countConversations, call: {} },
    { endpoint: listMessages, call },
    { endpoint: readContact, call },
    { endpoint: around[whole(one.id) % around.length] ?? listTeams, call },
    { endpoint: inbox.markConversationRead, call },
    { endpoint: whole(one.id) % 2 === 0 ? sendMessage : writeNote, call: written },
  ];
}

const around: readonly Endpoint[] = [listMembers, listTeams, listNotifications, readSession, downloadFile];

function paramsOf({ id: conversationId, contactId, fileId }: WalledConversation): LooseCall {
  return { params: { conversationId, contactId, fileId } };
}

function idsOf({ teamIds, members, conversations }: WalledWorkspace): string[] {
  const ofConversations = conversations.flatMap((one) => [
    one.id,
    one.contactId,
    one.faceId,
    one.fileId,
    one.messageId,
  ]);
  return [...teamIds, ...members.map(({ id }) => id), ...ofConversations];
}

/** A number that an identifier always gives. */
function whole(id: string): number {
  return Number.parseInt(id.slice(-6), 16);
}

/** The same numbers in every run (mulberry32), each below its limit. */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

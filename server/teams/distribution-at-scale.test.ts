import { Pool } from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { chooseAvailability } from "#contract/members.ts";
import { addTeamMember, createTeam, type Distribution, editTeam } from "#contract/teams.ts";
import type { Context } from "#server/context.ts";
import { archiveConversation } from "#server/conversations/archive-conversation.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { workspaceDatabase } from "#server/platform/database/workspace-database.ts";
import { localEventBus } from "#server/platform/events/event-bus.ts";
import { createLog } from "#server/platform/log/log.ts";
import type { Schema } from "#server/schema.ts";
import { addColleague, type Colleague } from "#server/testing/add-colleague.ts";
import { addWaiting } from "#server/testing/add-waiting.ts";
import { type Beside, startBeside } from "#server/testing/start-beside.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { waitFor } from "#server/testing/wait-for.ts";
import { type SeenGift, watchGifts } from "#server/testing/watch-gifts.ts";

let here: TestWokfow;
let beside: Beside;
let owner: Pool;
let pool: ReturnType<typeof openPool>;

beforeAll(async () => {
  here = await startWokfow(inject("testServer"));
  beside = await startBeside(here);
  owner = new Pool({ connectionString: here.database.ownerUrl, max: 4 });
  owner.on("error", () => undefined);
  pool = openPool(here.database.appUrl, 6, createLog("error"));
});
afterAll(async () => {
  await Promise.all([owner.end(), pool.end()]);
  await beside.stop();
  await here.stop();
});

interface Crew {
  readonly id: string;
  readonly members: readonly Colleague[];
}

const rounds = 7;

test("2,000 conversations reach 12 members whose availability changes, given out by two processes", async () => {
  const chief = here.client();
  const { workspace } = await chief.signUp();
  const context = contextOf(workspace.id);
  const gifts = await watchGifts(owner);
  const house = { owner, client: () => here.client() };
  const members = await Promise.all(
    Array.from({ length: 12 }, (_, index) => addColleague(house, workspace.id, { displayName: `Member ${index}` })),
  );
  // Each team shares members with another, so that two processes want to give to the same ones at once.
  const turns = await makeTeam(chief, "Turns", "round_robin", null, members.slice(0, 6));
  const few = await makeTeam(chief, "Few", "fewest_open", 60, members.slice(4, 10));
  const capped = await makeTeam(chief, "Capped", "round_robin", 40, [...members.slice(8), ...members.slice(0, 1)]);
  const teams = [turns, few, capped];

  await addWaiting(context, few.id, 75);
  await settled();
  expect(spreadOf(await gifts(), few.members)).toBe(1);

  const random = randomFrom(2026);
  for (let round = 0; round < rounds; round += 1) {
    const before = (await gifts()).length;
    const steady = turns.members.filter(({ memberId }) => available.has(memberId));
    const moving = members.filter((member) => !steady.includes(member) || random() < 0.5);
    await Promise.all([
      ...[100, 75, 100].flatMap((count, index) => bursts(context, teams[index]?.id ?? "", count)),
      ...moving.map((member) => wander(member, random)),
      archiveSome(context, 60, random),
    ]);
    await settled();
    const given = (await gifts()).slice(before).filter(({ teamId }) => teamId === turns.id);
    expect(
      spreadOf(
        given,
        steady.filter((member) => !moving.includes(member)),
      ),
    ).toBeLessThanOrEqual(1);
  }

  await Promise.all(members.map((member) => choose(member, "available")));
  await Promise.all([few, capped].map(({ id }) => chief.ok(editTeam, { params: { teamId: id }, body: { cap: 1000 } })));
  await waitFor(async () => (await countWaiting()) === 0, 60_000);
  const all = await gifts();
  expect(all.filter(({ breach }) => breach !== "")).toEqual([]);
  expect([all.length, new Set(all.map(({ conversationId }) => conversationId)).size]).toEqual([2000, 2000]);
  expect(new Set(all.map(({ giver }) => giver)).size).toBe(2);
});

function contextOf(workspaceId: string): Context {
  return {
    workspaceId,
    actor: { kind: "system" },
    clock: here.clock,
    database: workspaceDatabase<Schema>(pool),
    events: localEventBus(),
  };
}

async function makeTeam(
  chief: TestClient,
  name: string,
  distribution: Distribution,
  cap: number | null,
  members: readonly Colleague[],
): Promise<Crew> {
  const { id } = await chief.ok(createTeam, { body: { name, distribution, cap } });
  for (const { memberId } of members) {
    available.add(memberId);
    await chief.ok(addTeamMember, { params: { teamId: id, memberId } });
  }
  return { id, members };
}

/** Who takes conversations now, as they said themselves. */
const available = new Set<string>();

async function choose(member: Colleague, availability: "available" | "busy" | "away", address = here.address) {
  await member.at(address).ok(chooseAvailability, { body: { availability } });
  if (availability === "available") available.add(member.memberId);
  else available.delete(member.memberId);
}

/** Comes and goes a few times, told to either process. */
async function wander(member: Colleague, random: () => number): Promise<void> {
  for (let change = 0; change < 3; change += 1) {
    const availability = (["available", "busy", "away", "available"] as const)[Math.floor(random() * 4)] ?? "busy";
    await choose(member, availability, random() < 0.5 ? here.address : beside.address);
  }
}

async function bursts(context: Context, teamId: string, count: number): Promise<void> {
  for (let added = 0; added < count; added += 25) await addWaiting(context, teamId, 25);
}

async function archiveSome(context: Context, count: number, random: () => number): Promise<void> {
  const { rows } = await owner.query<{ id: string }>(
    "select id from conversations where assignee_id is not null and archived_at is null order by id",
  );
  for (let index = 0; index < Math.min(count, rows.length); index += 1) {
    const [one] = rows.splice(Math.floor(random() * rows.length), 1);
    if (one) await archiveConversation(context, one.id);
  }
}

/** Until nobody waits who could be with somebody. */
async function settled(): Promise<void> {
  const couldBeGiven = `
    select from teams t
      join team_members tm on tm.team_id = t.id
      join members m on m.id = tm.member_id and m.availability = 'available' and m.status = 'active'
     where exists (select from conversations c where c.team_id = t.id and c.archived_at is null and c.assignee_id is null)
       and (t.cap is null
         or (select count(*) from conversations c where c.assignee_id = m.id and c.archived_at is null) < t.cap)`;
  await waitFor(async () => (await owner.query(couldBeGiven)).rows.length === 0, 60_000);
}

async function countWaiting(): Promise<number> {
  const { rows } = await owner.query<{ waiting: number }>(
    "select count(*)::integer as waiting from conversations where archived_at is null and assignee_id is null",
  );
  return rows[0]?.waiting ?? 0;
}

/** How many more of them whoever got most has got than whoever got fewest. */
function spreadOf(gifts: readonly SeenGift[], members: readonly Colleague[]): number {
  const counts = members.map((member) => gifts.filter(({ memberId }) => memberId === member.memberId).length);
  return counts.length === 0 ? 0 : Math.max(...counts) - Math.min(...counts);
}

/** Numbers from 0 up to 1 that are the same each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as contract from "#contract/members.ts";
import { signIn, signOut } from "#contract/session.ts";
import { memberPresenters } from "#server/members/events.ts";
import { memberSchedules } from "#server/members/jobs.ts";
import { contextIn } from "#server/sessions/open-sign-in.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";
import type { TestClient } from "#server/testing/test-client.ts";

const minute = 60_000;

let house: SignInHouse;
let ana: TestClient;
let heard: string[];
beforeAll(async () => {
  house = await openSignInHouse();
  house.parts.events.listen({
    committed: (facts) => heard.push(...facts.map(({ kind }) => kind)),
    resync: () => undefined,
  });
});
afterAll(() => house.close());
beforeEach(async () => {
  heard = [];
  ana = house.client();
  await ana.signUp("Lindenhof", `${crypto.randomUUID()}@lindenhof.example`);
  heard = [];
});

test("a member says whether they take conversations, and colleagues see it", async () => {
  expect(await ana.ok(contract.readProfile)).toMatchObject({ availability: "available", awayAfterMinutes: 30 });
  const profile = await ana.ok(contract.chooseAvailability, { body: { availability: "busy" } });
  expect(profile).toMatchObject({ availability: "busy", awayByItself: false });
  expect(heard).toEqual(["availability.changed"]);
  expect((await ana.ok(contract.listMembers)).items).toMatchObject([{ availability: "busy" }]);
  const { rows } = await house.owner.query(
    "select * from facts where kind = 'availability.changed' order by id desc limit 1",
  );
  const context = contextIn(house.parts, rows[0].workspace_id, { kind: "system" });
  const event = { kind: "availability", memberId: profile.id, availability: "busy" };
  expect(await memberPresenters["availability.changed"]?.(context, rows[0])).toEqual([
    { event, right: "members.read" },
  ]);
});

test("who is quiet for the chosen time is away by itself, and back with the next sign of life", async () => {
  await ana.ok(contract.chooseQuietTime, { body: { minutes: 10 } });
  await passMinutes(9);
  await ana.ok(contract.reportActivity);
  await passMinutes(9.5);
  expect(await ana.ok(contract.readProfile)).toMatchObject({ availability: "available" });
  await passMinutes(0.6);
  expect(await ana.ok(contract.readProfile)).toMatchObject({ availability: "away", awayByItself: true });
  expect(heard).toEqual(["availability.changed"]);
  await passMinutes(60);
  expect(heard).toEqual(["availability.changed"]);
  await ana.ok(contract.reportActivity);
  expect(await ana.ok(contract.readProfile)).toMatchObject({ availability: "available", awayByItself: false });
  expect(heard).toEqual(["availability.changed", "availability.changed"]);
});

test("who signs out everywhere is away at once, and who is still signed in elsewhere is not", async () => {
  const email = `${crypto.randomUUID()}@lindenhof.example`;
  const [desk, laptop] = [house.client(), house.client()];
  const { profile } = await desk.signUp("Lindenhof", email);
  await laptop.ok(signIn, { body: { email, password: "correct horse battery" } });
  await desk.ok(signOut);
  expect(await standing(profile.id)).toEqual({ availability: "available", away_by_itself: false });
  await laptop.ok(signOut);
  expect(await standing(profile.id)).toEqual({ availability: "away", away_by_itself: true });
  await laptop.ok(signIn, { body: { email, password: "correct horse battery" } });
  await laptop.ok(contract.reportActivity);
  expect(await laptop.ok(contract.readProfile)).toMatchObject({ availability: "available" });
});

test.each(["busy", "away"] as const)("who chose to be %s stays so, quiet or not", async (availability) => {
  await ana.ok(contract.chooseAvailability, { body: { availability } });
  await passMinutes(500);
  await ana.ok(contract.reportActivity);
  expect(await ana.ok(contract.readProfile)).toMatchObject({ availability, awayByItself: false });
});

test("who chose no quiet time is never away by itself", async () => {
  await ana.ok(contract.chooseQuietTime, { body: { minutes: null } });
  await passMinutes(10_000);
  expect(await ana.ok(contract.readProfile)).toMatchObject({ availability: "available", awayAfterMinutes: null });
});

test.each([4, 481, 7.5])("refuses a quiet time of %d minutes", async (minutes) => {
  const { status, problem } = await ana.call(contract.chooseQuietTime, { body: { minutes } });
  expect([status, problem.fields?.[0]?.path]).toEqual([400, "minutes"]);
});

async function standing(memberId: string) {
  const { rows } = await house.owner.query("select availability, away_by_itself from members where id = $1", [
    memberId,
  ]);
  return rows[0];
}

/** Lets time go by, and the schedule look around at its end. */
async function passMinutes(count: number): Promise<void> {
  house.clock.advance(count * minute);
  const { clock, database } = house.parts;
  const contextOf = (workspaceId: string) => contextIn(house.parts, workspaceId, { kind: "system" });
  for (const { handle } of memberSchedules()) await handle({ clock, pool: database.pool, contextOf });
}

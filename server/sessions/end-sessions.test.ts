import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changePassword, readProfile } from "#contract/members.ts";
import { endOtherSessions, endSession, listSessions, readSession, signIn, signOut } from "#contract/session.ts";
import { editWorkspace } from "#contract/workspaces.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { forgetEnded } from "#server/sessions/forget-ended.ts";
import { contextIn } from "#server/sessions/open-sign-in.ts";
import { lockAwaited } from "#server/testing/lock-awaited.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";
import type { TestClient } from "#server/testing/test-client.ts";

const email = "ana@lindenhof.example";
const password = "correct horse battery";
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
const day = 24 * 60 * 60 * 1000;

let house: SignInHouse;
beforeAll(async () => {
  house = await openSignInHouse();
  await house.client().signUp("Lindenhof", email);
});
beforeEach(() => house.owner.query("truncate sessions, throttles"));
afterAll(() => house.close());

async function signedIn(userAgent = firefox): Promise<TestClient> {
  const client = house.client();
  await client.ok(signIn, { body: { email, password }, headers: { "user-agent": userAgent } });
  return client;
}

const statusOf = async (client: TestClient) => (await client.call(readProfile)).status;

/** Opens a live stream for each client, as the hub keeps them. */
async function openStreams(...clients: TestClient[]): Promise<Caller[]> {
  house.streams.clear();
  const callers = await Promise.all(clients.map(callerOf));
  for (const caller of callers) house.streams.add(caller);
  return callers;
}

async function callerOf(client: TestClient): Promise<Caller> {
  const [own] = (await client.ok(listSessions)).items;
  const { rows } = await house.owner.query("select * from sessions where id = $1", [own?.id]);
  const { id, person_id, signed_in_to, member_id } = rows[0];
  return {
    sessionId: id,
    personId: person_id,
    workspaceId: signed_in_to,
    memberId: member_id,
    role: "owner",
    reach: "everything",
    mustChoosePassword: false,
  };
}

describe("sessions", () => {
  it("are listed with browser, address and times, the current one first", async () => {
    await signedIn("curl/8.5.0");
    const client = await signedIn();
    const { items } = await client.ok(listSessions);
    expect(items.map(({ browser, ipAddress, current }) => [browser, ipAddress, current])).toEqual([
      ["Firefox on Linux", "127.0.0.1", true],
      ["curl", "127.0.0.1", false],
    ]);
    expect(items[0]?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it("end by signing out: the old cookie is worth nothing at once, also where it was just believed", async () => {
    const client = await signedIn();
    const thief = house.client();
    for (const [name, value] of client.cookies) thief.cookies.set(name, value);
    expect(await statusOf(thief)).toBe(200);
    const [stream] = await openStreams(client);
    expect((await client.call(signOut)).status).toBe(204);
    expect(client.cookies.has("wokfow_session")).toBe(false);
    expect(await statusOf(thief)).toBe(401);
    expect((await thief.ok(readSession)).session).toBeNull();
    await expect.poll(() => stream && house.streams.has(stream)).toBe(false);
  });

  it("do not begin with a password that is changed while it is being checked", async () => {
    const changing = await house.owner.connect();
    await changing.query("begin");
    await changing.query("update credentials set password_hash = password_hash || 'x'");
    const late = house.client().call(signIn, { body: { email, password } });
    await lockAwaited(changing);
    await changing.query("commit");
    expect((await late).problem).toMatchObject({ status: 401, code: "wrong_credentials" });
    await changing.query("update credentials set password_hash = left(password_hash, -1)");
    changing.release();
  });

  it("end one by one, or all others at once, with their live streams", async () => {
    const [mine, second, third] = [await signedIn(), await signedIn(), await signedIn()];
    const [own, ...others] = await openStreams(mine, second, third);
    const sessionId = others[0]?.sessionId ?? "";
    expect((await mine.call(endSession, { params: { sessionId } })).status).toBe(204);
    expect(await Promise.all([mine, second, third].map(statusOf))).toEqual([200, 401, 200]);
    expect(await mine.ok(endOtherSessions)).toEqual({ endedSessions: 1 });
    expect(await Promise.all([mine, third].map(statusOf))).toEqual([200, 401]);
    await expect.poll(() => [...house.streams]).toEqual([own]);
    expect((await mine.call(endSession, { params: { sessionId } })).problem.code).toBe("not_found");
  });

  it("of somebody else answer as if they did not exist", async () => {
    const stranger = house.client();
    await stranger.signUp("Elsewhere");
    const { sessionId } = await callerOf(await signedIn());
    const foreign = await stranger.call(endSession, { params: { sessionId } });
    const absent = await stranger.call(endSession, { params: { sessionId: crypto.randomUUID() } });
    expect([foreign.status, foreign.problem]).toEqual([absent.status, absent.problem]);
    const { rows } = await house.owner.query("select from sessions where id = $1", [sessionId]);
    expect(rows).toHaveLength(1);
  });

  it("end when the password is changed, all but the own", async () => {
    const [mine, other] = [await signedIn(), await signedIn()];
    const [own] = await openStreams(mine, other);
    const body = { currentPassword: password, newPassword: "eleven quiet rivers" };
    expect(await mine.ok(changePassword, { body })).toEqual({ endedSessions: 1 });
    expect([await statusOf(mine), await statusOf(other)]).toEqual([200, 401]);
    await expect.poll(() => [...house.streams]).toEqual([own]);
    expect((await house.client().call(signIn, { body: { email, password } })).status).toBe(401);
    const back = { currentPassword: "eleven quiet rivers", newPassword: password };
    expect(await mine.ok(changePassword, { body: back })).toEqual({ endedSessions: 0 });
  });

  it("obey a changed role within a second", async () => {
    const client = await signedIn();
    const configure = async () => (await client.call(editWorkspace, { body: { channelAlerts: true } })).status;
    expect(await configure()).toBe(200);
    await house.owner.query("update members set role = 'user'");
    await expect.poll(configure).toBe(403);
    await house.owner.query("update members set role = 'owner'");
    await expect.poll(configure).toBe(200);
  });
});

describe("time", () => {
  it("ends a session after two weeks without use, and after ninety days of use", async () => {
    const client = await signedIn();
    for (let passed = 0; passed < 89; passed += 13) {
      expect(await statusOf(client)).toBe(200);
      house.clock.advance(13 * day);
    }
    expect(await statusOf(client)).toBe(401);
    const idle = await signedIn();
    house.clock.advance(14 * day + 1000);
    expect(await statusOf(idle)).toBe(401);
  });

  it("writes the last use down every few minutes at most", async () => {
    const client = await signedIn();
    const seen = async () => (await client.ok(listSessions)).items[0]?.lastSeenAt;
    const first = await seen();
    house.clock.advance(4 * 60 * 1000);
    expect(await seen()).toBe(first);
    house.clock.advance(2 * 60 * 1000);
    expect(Date.parse((await seen()) ?? "") - Date.parse(first ?? "")).toBeGreaterThanOrEqual(6 * 60 * 1000);
  });

  it("clears away what has ended and closes its streams", async () => {
    const client = await signedIn();
    await house.client().call(signIn, { body: { email, password: "wrong" } });
    await openStreams(client);
    house.clock.advance(15 * day);
    const contextOf = (workspaceId: string) => contextIn(house.parts, workspaceId, { kind: "system" });
    await forgetEnded({ clock: house.clock, pool: house.parts.database.pool, contextOf });
    const { rows } = await house.owner.query("select from sessions union all select from throttles");
    expect(rows).toHaveLength(0);
    await expect.poll(() => house.streams.size).toBe(0);
  });

  it("finds, after facts may have been missed, the streams whose session is gone", async () => {
    const [kept, gone] = await openStreams(await signedIn(), await signedIn());
    await house.owner.query("delete from sessions where id = $1", [gone?.sessionId]);
    house.parts.events.resync();
    await expect.poll(() => [...house.streams]).toEqual([kept]);
  });
});

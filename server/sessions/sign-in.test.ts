import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readProfile } from "#contract/members.ts";
import { listSessions, readSession, signIn } from "#contract/session.ts";
import { compareTimes } from "#server/testing/compare-times.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";
import type { TestClient } from "#server/testing/test-client.ts";

const email = "ana@lindenhof.example";
const password = "correct horse battery";
const wrong = "correct horse flattery";

let house: SignInHouse;
let known: TestClient;

beforeAll(async () => {
  house = await openSignInHouse();
  known = house.client();
  await known.signUp("Lindenhof", email);
});
beforeEach(() => house.owner.query("truncate throttles"));
afterAll(() => house.close());

const tryIn = (client: TestClient, typed: string, headers: Record<string, string> = {}, address = email) =>
  client.call(signIn, { body: { email: address, password: typed }, headers });

describe("signing in", () => {
  it("opens the own workspace, whatever the case of the address", async () => {
    const client = house.client();
    const { status, body } = await tryIn(client, password, {}, " ANA@Lindenhof.example ");
    expect(status).toBe(200);
    expect(body).toMatchObject({ profile: { email, role: "owner" }, workspace: { name: "Lindenhof" } });
    expect((await client.ok(readSession)).session).toEqual(body);
  });

  it("hands out a cookie that scripts and other sites cannot use", async () => {
    const { headers } = await tryIn(house.client(), password);
    const cookie = headers.getSetCookie().find((line) => line.startsWith("wokfow_session="));
    expect(cookie).toMatch(/^wokfow_session=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it("replaces a planted session and ends the one before", async () => {
    const client = house.client();
    client.cookies.set("wokfow_session", "planted-by-somebody-else");
    await tryIn(client, password);
    const first = client.cookies.get("wokfow_session") ?? "";
    expect(first).not.toBe("planted-by-somebody-else");
    await tryIn(client, password);
    expect(client.cookies.get("wokfow_session")).not.toBe(first);
    for (const old of ["planted-by-somebody-else", first]) {
      const thief = house.client();
      thief.cookies.set("wokfow_session", old);
      expect((await thief.call(readProfile)).status).toBe(401);
    }
  });

  it("answers somebody unknown and a wrong password alike, in the same time", async () => {
    const answers = new Set<string>();
    const difference = await compareTimes({
      known: email,
      rounds: 40,
      forgetEvery: 4,
      forget: () => house.owner.query("truncate throttles"),
      async ask(address) {
        const { status, problem } = await tryIn(house.client(), wrong, {}, address);
        answers.add(JSON.stringify([status, problem]));
      },
    });
    expect(difference).toBeLessThanOrEqual(0.1);
    expect([...answers]).toEqual([expect.stringContaining('[401,{"type":"about:blank"')]);
  });
});

describe("guessing", () => {
  it("gets at most ten hash checks whatever addresses it claims, and learns nothing about who exists", async () => {
    const guess = async (address: string) => {
      const claim = (n: number) => ({ "x-forwarded-for": `10.0.0.${n % 50}`, forwarded: `for=10.0.0.${n % 50}` });
      const all = await Promise.all(
        Array.from({ length: 200 }, (_, n) => tryIn(house.client(), `${wrong}${n}`, claim(n), address)),
      );
      expect(all.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10);
      const refused = all.find(({ status }) => status === 429);
      expect(refused?.problem).toMatchObject({ code: "throttled", title: "There were too many attempts." });
      expect(Number(refused?.headers.get("retry-after"))).toBe(refused?.problem.retryAfter);
      return [all.filter(({ status }) => status === 401).length, refused?.problem.detail];
    };
    const ofSomebody = await guess(email);
    await house.owner.query("delete from throttles where key like 'address:%'");
    expect(await guess("nobody@lindenhof.example")).toEqual(ofSomebody);
  });

  it("does not lock out the owner's own browser, and the lock ends by itself", async () => {
    for (let n = 0; n < 7; n += 1) await tryIn(house.client(), wrong);
    const elsewhere = house.client();
    expect((await tryIn(elsewhere, password)).status).toBe(429);
    expect((await tryIn(known, password)).status).toBe(200);
    await house.owner.query("update throttles set expire = expire - $1", [15 * 60 * 1000]);
    expect((await tryIn(elsewhere, password)).status).toBe(200);
  });

  it("gives a known browser a budget of its own that is not endless either, and forgets right guesses", async () => {
    for (let n = 0; n < 8; n += 1) expect((await tryIn(known, password)).status).toBe(200);
    const statuses = [];
    for (let n = 0; n < 7; n += 1) statuses.push((await tryIn(known, wrong)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });

  it("believes no mark of a known browser that was made up or is another account's", async () => {
    const stranger = house.client();
    await stranger.signUp("Elsewhere", "ben@elsewhere.example");
    for (let n = 0; n < 5; n += 1) await tryIn(house.client(), wrong);
    expect((await tryIn(stranger, password)).status).toBe(429);
    stranger.cookies.set("wokfow_device", `${crypto.randomUUID()}.${"A".repeat(43)}`);
    expect((await tryIn(stranger, password)).status).toBe(429);
  });

  it("slows one address down that goes through many accounts", async () => {
    await tryIn(house.client(), wrong, {}, "first@lindenhof.example");
    await house.owner.query("update throttles set points = 300 where key like 'address:%'");
    for (let n = 0; n < 7; n += 1) {
      expect((await tryIn(house.client(), wrong, {}, "second@lindenhof.example")).status).toBe(429);
    }
    await house.owner.query("delete from throttles where key like 'address:%'");
    expect((await tryIn(house.client(), wrong, {}, "second@lindenhof.example")).status).toBe(401);
    expect((await tryIn(known, password)).status).toBe(200);
  });
});

describe("behind https", () => {
  it("marks cookies as the host's own and Secure", async () => {
    const secure = await openSignInHouse({ publicUrl: "https://desk.example.com" });
    const client = secure.client();
    await client.signUp("Lindenhof", email);
    const { headers } = await client.call(signIn, { body: { email, password } });
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-wokfow=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
      expect.stringMatching(/^wokfow_device=\S+; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    expect((await client.ok(listSessions)).items).toHaveLength(1);
    await secure.close();
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { readSession, signUp } from "#contract/session.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";

const ana = {
  workspaceName: "Lindenhof",
  displayName: "Ana Brandt",
  email: "Ana@Example.com",
  password: "seven green bicycles",
  timeZone: "Europe/Berlin",
};

let house: SignInHouse;
afterEach(() => house.close());

async function countEverything() {
  const { rows } = await house.owner.query<{ table: string; rows: number }>(
    `select 'people' as table, count(*)::int as rows from people union all select 'credentials', count(*)::int from credentials
     union all select 'sessions', count(*)::int from sessions union all select 'members', count(*)::int from members
     union all select 'workspaces', count(*)::int from workspaces`,
  );
  return Object.fromEntries(rows.map(({ table, rows }) => [table, rows]));
}

const oneOfEach = { people: 1, credentials: 1, sessions: 1, members: 1, workspaces: 1 };
const nothing = { people: 0, credentials: 0, sessions: 0, members: 0, workspaces: 0 };

describe("signing up", () => {
  it("creates the workspace and its Owner and signs them in", async () => {
    house = await openSignInHouse({ signUp: "first" });
    const client = house.client();
    expect(await client.ok(readSession)).toEqual({ session: null, signUp: true, firstVisit: true, mail: false });
    const created = await client.call(signUp, { body: ana });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      profile: { displayName: "Ana Brandt", role: "owner", email: "ana@example.com", timeZone: "Europe/Berlin" },
      workspace: { name: "Lindenhof", autoArchiveDays: null, channelAlerts: true },
    });
    expect(created.body.rights).toContain("workspace.configure");
    expect(await client.ok(readSession)).toEqual({
      session: created.body,
      signUp: false,
      firstVisit: false,
      mail: false,
    });
    expect(await countEverything()).toEqual(oneOfEach);
  });

  it("stores no password and no token as it is", async () => {
    house = await openSignInHouse();
    const client = house.client();
    await client.ok(signUp, { body: ana });
    const { rows } = await house.owner.query("select password_hash, token_hash from credentials, sessions");
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(rows[0].token_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(rows[0].token_hash).not.toContain(client.cookies.get("wokfow_session"));
  });

  it("lets extra fields change nothing", async () => {
    house = await openSignInHouse();
    const planted = "00000000-0000-7000-8000-000000000001";
    const more = `{"role":"user","id":"${planted}","userId":"${planted}","workspaceId":"${planted}","createdAt":"2001-01-01T00:00:00.000Z",
      "rights":[],"emailVerified":true,"__proto__":{"role":"user"},"constructor":{"prototype":{"role":"user"}}`;
    const client = house.client();
    const response = await client.fetch("/api/v1/workspaces", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `${more},${JSON.stringify(ana).slice(1)}`,
    });
    // A body that reaches for the prototype is refused as a whole; without that part, the rest is ignored.
    expect(response.status).toBe(400);
    expect(await countEverything()).toEqual(nothing);
    const { __proto__: _, constructor: __, ...harmless } = JSON.parse(`${more}}`);
    await client.ok(signUp, { body: { ...harmless, ...ana } });
    const { rows } = await house.owner.query(
      "select role, email_verified, person_id, m.id, m.workspace_id, m.created_at from members m, people",
    );
    expect(rows[0]).toMatchObject({ role: "owner", email_verified: false });
    expect(Object.values(rows[0])).not.toContain(planted);
    expect(rows[0].created_at.getFullYear()).toBeGreaterThan(2001);
  });

  it("refuses what cannot be, field by field, and leaves nothing behind", async () => {
    house = await openSignInHouse();
    const refuse = async (change: Partial<typeof ana>) => {
      const { status, problem } = await house.client().call(signUp, { body: { ...ana, ...change } });
      return [status, problem.code, problem.fields?.[0]?.path];
    };
    expect(await refuse({ password: "short" })).toEqual([400, "invalid_request", "password"]);
    expect(await refuse({ password: "x".repeat(129) })).toEqual([400, "invalid_request", "password"]);
    expect(await refuse({ password: "Password123" })).toEqual([400, "common_password", "password"]);
    expect(await refuse({ password: "ana@example.COM" })).toEqual([400, "common_password", "password"]);
    expect(await refuse({ email: "ana" })).toEqual([400, "invalid_request", "email"]);
    expect(await refuse({ timeZone: "Europe/Nowhere" })).toEqual([400, "invalid_request", "timeZone"]);
    expect(await countEverything()).toEqual(nothing);
  });

  it("refuses an address that somebody uses, also when both come at once, and keeps nothing of the second", async () => {
    house = await openSignInHouse();
    const all = await Promise.all([1, 2, 3, 4].map(() => house.client().call(signUp, { body: ana })));
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(all.find(({ status }) => status === 409)?.problem).toMatchObject({
      code: "email_taken",
      fields: [{ path: "email" }],
    });
    expect(await countEverything()).toEqual(oneOfEach);
  });

  it("lets exactly one of many first visitors in when only the first may", async () => {
    house = await openSignInHouse({ signUp: "first" });
    const bodies = [1, 2, 3, 4, 5, 6].map((number) => ({ ...ana, email: `ana${number}@example.com` }));
    const all = await Promise.all(bodies.map((body) => house.client().call(signUp, { body })));
    expect(all.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403, 403, 403]);
    expect(all.find(({ status }) => status === 403)?.problem.code).toBe("sign_up_closed");
    expect(await countEverything()).toEqual(oneOfEach);
  });

  it("lets nobody in when closed, and says so to the sign-in page", async () => {
    house = await openSignInHouse({ signUp: "closed" });
    expect((await house.client().call(signUp, { body: ana })).problem.code).toBe("sign_up_closed");
    expect(await house.client().ok(readSession)).toEqual({
      session: null,
      signUp: false,
      firstVisit: true,
      mail: false,
    });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inviteMember } from "#contract/invitations.ts";
import { listMembers, readProfile } from "#contract/members.ts";
import type { Role } from "#contract/rights.ts";
import {
  chooseOwnPassword,
  listMemberships,
  listSessions,
  readSession,
  signIn,
  signOut,
  switchWorkspace,
} from "#contract/session.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";
import type { TestClient } from "#server/testing/test-client.ts";

let house: SignInHouse;
let owner: TestClient;

beforeAll(async () => {
  house = await openSignInHouse();
  owner = house.client();
  await owner.signUp("Lindenhof", "ana@lindenhof.example");
});
beforeEach(() => house.owner.query("truncate throttles"));
afterAll(() => house.close());

const own = "eleven quiet rivers";
const ownersPassword = "correct horse battery";

async function invite(role: Role, more: { email?: string; password?: string; currentPassword?: string } = {}) {
  const email = `${crypto.randomUUID()}@lindenhof.example`;
  const wish = { displayName: "Ben Adler", email, role, ...more };
  return { email: wish.email, ...(await owner.call(inviteMember, { body: wish })) };
}

async function signedIn(email: string, password: string): Promise<TestClient> {
  const client = house.client();
  await client.ok(signIn, { body: { email, password } });
  return client;
}

/** A member of a role who has come and chosen a password. */
async function comeAs(role: Role): Promise<{ client: TestClient; email: string }> {
  const confirm = role === "owner" ? { currentPassword: ownersPassword } : {};
  const { email, body } = await invite(role, confirm);
  const client = await signedIn(email, body.password ?? "");
  await client.ok(chooseOwnPassword, { body: { newPassword: own } });
  return { client, email };
}

describe("an invited person", () => {
  it("signs in with the password that was handed over, and first of all chooses an own one", async () => {
    const { email, status, body } = await invite("user", { password: "handed over gently" });
    expect(status).toBe(201);
    expect(body).toMatchObject({ password: "handed over gently", mailed: false, member: { role: "user" } });
    const client = await signedIn(email, "handed over gently");
    expect((await client.ok(readSession)).session).toMatchObject({ mustChoosePassword: true, profile: { email } });
    for (const refused of [await client.call(readProfile), await client.call(listMemberships)]) {
      expect([refused.status, refused.problem.code]).toEqual([403, "password_choice_required"]);
    }
    const chosen = await client.ok(chooseOwnPassword, { body: { newPassword: own } });
    expect(chosen.mustChoosePassword).toBe(false);
    expect((await client.call(readProfile)).status).toBe(200);
    expect((await house.client().call(signIn, { body: { email, password: "handed over gently" } })).status).toBe(401);
    expect((await house.client().call(signIn, { body: { email, password: own } })).status).toBe(200);
  });

  it("gets a made password where none was typed, a new one each time", async () => {
    const [first, second] = [await invite("user"), await invite("user")];
    expect(first.body.password).toMatch(/^(?:[a-z]{6}-){3}[a-z]{6}$/);
    expect(second.body.password).not.toBe(first.body.password);
  });

  it("may sign out before choosing", async () => {
    const { email, body } = await invite("user");
    const client = await signedIn(email, body.password ?? "");
    expect((await client.call(signOut)).status).toBe(204);
  });

  it("chooses once, not the same password again, and none that is guessed first", async () => {
    const { email, body } = await invite("user");
    const client = await signedIn(email, body.password ?? "");
    const choose = (newPassword: string) => client.call(chooseOwnPassword, { body: { newPassword } });
    expect((await choose(body.password ?? "")).problem.code).toBe("same_password");
    expect((await choose("password123")).problem.code).toBe("common_password");
    expect((await choose(own)).status).toBe(200);
    expect((await choose("nine silver spoons")).problem.code).toBe("password_chosen");
  });

  it("shuts out whoever signed in with the handed-over password too", async () => {
    const { email, body } = await invite("user");
    const [client, inviter] = [await signedIn(email, body.password ?? ""), await signedIn(email, body.password ?? "")];
    await client.ok(chooseOwnPassword, { body: { newPassword: own } });
    expect((await inviter.call(listSessions)).status).toBe(401);
    expect((await client.call(listSessions)).status).toBe(200);
  });

  it("is awaited until the first session, and leaves a trace of both", async () => {
    const { email, body } = await invite("manager");
    const statusOf = async () => {
      const { rows } = await house.owner.query("select status from members where id = $1", [body.member.id]);
      return rows[0].status;
    };
    expect(await statusOf()).toBe("invited");
    await signedIn(email, body.password ?? "");
    expect(await statusOf()).toBe("active");
    const { rows } = await house.owner.query(
      `select action, actor_name, after from audit_entries where subject_id = $1 and action like 'member.%' order by id`,
      [body.member.id],
    );
    expect(rows).toEqual([
      { action: "member.invited", actor_name: "Ana Ortiz", after: { email, role: "manager" } },
      { action: "member.joined", actor_name: "Ben Adler", after: null },
    ]);
  });
});

describe("what an invitation may not do", () => {
  const ranks: Role[] = ["owner", "admin", "manager", "user"];
  it.each(ranks)("give more than %s has", async (role) => {
    const { client } = await comeAs(role);
    for (const granted of ranks) {
      const wish = { displayName: "New", email: `${crypto.randomUUID()}@lindenhof.example`, role: granted };
      const currentPassword = granted === "owner" && role === "owner" ? { currentPassword: own } : {};
      const { status } = await client.call(inviteMember, { body: { ...wish, ...currentPassword } });
      const allowed = role === "owner" || (role === "admin" && granted !== "owner");
      expect({ role, granted, status }).toEqual({ role, granted, status: allowed ? 201 : 403 });
    }
  });

  it("make an Owner without the password of the one who asks", async () => {
    expect((await invite("owner")).problem.code).toBe("password_needed");
    expect((await invite("owner", { currentPassword: "not this one" })).problem.code).toBe("wrong_password");
    expect((await invite("owner", { currentPassword: ownersPassword })).status).toBe(201);
  });

  it("take a password that is guessed first", async () => {
    expect((await invite("user", { password: "password123" })).problem.code).toBe("common_password");
  });

  it("make somebody a member twice, also when both happen at once", async () => {
    const first = await invite("user");
    const again = await invite("user", { email: first.email.toUpperCase() });
    expect([again.status, again.problem.code]).toEqual([409, "already_member"]);
    const email = "together@lindenhof.example";
    const both = await Promise.all([invite("user", { email }), invite("user", { email }), invite("user", { email })]);
    expect(both.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(both.filter(({ status }) => status === 409)).toHaveLength(2);
  });

  it("be planted with more fields", async () => {
    const planted = { id: crypto.randomUUID(), workspaceId: crypto.randomUUID(), status: "active", teams: [1] };
    const body = { displayName: "Cem", email: "cem@lindenhof.example", role: "user", personId: planted.id, ...planted };
    const headers = { "content-type": "application/json" };
    const response = await owner.fetch("/api/v1/members", { method: "POST", headers, body: JSON.stringify(body) });
    const { member } = (await response.json()) as { member: { id: string } };
    const { rows } = await house.owner.query("select id, person_id, status from members where id = $1", [member.id]);
    expect(rows).toEqual([{ id: member.id, person_id: expect.not.stringMatching(planted.id), status: "invited" }]);
  });
});

describe("a person of several workspaces", () => {
  let elsewhere: TestClient;
  const email = "dora@lindenhof.example";

  beforeAll(async () => {
    elsewhere = house.client();
    await elsewhere.signUp("Mill", email);
  });

  it("keeps the password, and switches between them under a new session", async () => {
    const { status, body } = await invite("manager", { email });
    expect([status, body.password]).toEqual([201, null]);
    const { items } = await elsewhere.ok(listMemberships);
    expect(items.map(({ workspaceName, role, current }) => [workspaceName, role, current])).toEqual([
      ["Lindenhof", "manager", false],
      ["Mill", "owner", true],
    ]);
    const before = elsewhere.cookies.get("wokfow_session") ?? "";
    const workspaceId = items[0]?.workspaceId ?? "";
    const session = await elsewhere.ok(switchWorkspace, { body: { workspaceId } });
    expect(session).toMatchObject({ workspace: { name: "Lindenhof" }, profile: { role: "manager" } });
    expect((await elsewhere.ok(listMembers)).items.map((member) => member.displayName)).toContain("Ana Ortiz");
    const thief = house.client();
    thief.cookies.set("wokfow_session", before);
    expect((await thief.call(readProfile)).status).toBe(401);
    const again = await signedIn(email, ownersPassword);
    expect((await again.ok(readSession)).session?.workspace.name).toBe("Lindenhof");
  });

  it("enters no workspace of others", async () => {
    const stranger = house.client();
    const { workspace } = await stranger.signUp("Closed");
    const { status, problem } = await elsewhere.call(switchWorkspace, { body: { workspaceId: workspace.id } });
    const random = await elsewhere.call(switchWorkspace, { body: { workspaceId: crypto.randomUUID() } });
    expect([status, problem]).toEqual([404, random.problem]);
  });
});

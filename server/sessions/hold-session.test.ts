import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Endpoint } from "#contract/endpoint.ts";
import { inviteMember } from "#contract/invitations.ts";
import { changeEmail, changePassword, readProfile } from "#contract/members.ts";
import { chooseOwnPassword, listMemberships, readSession, signIn, switchWorkspace } from "#contract/session.ts";
import { hashOfToken } from "#server/platform/secrets/hash-of-token.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";
import type { TestClient } from "#server/testing/test-client.ts";

const email = "ana@lindenhof.example";
const password = "correct horse battery";
const newPassword = "eleven quiet rivers";

let house: SignInHouse;
let ana: TestClient;
let workspaceId: string;
beforeAll(async () => {
  house = await openSignInHouse();
  ana = house.client();
  workspaceId = (await ana.signUp("Lindenhof", email)).workspace.id;
});
beforeEach(() => house.owner.query("truncate throttles"));
afterAll(() => house.close());

/** Ends the session of a browser as another process does a moment ago: here it is still believed. */
async function endElsewhere(browser: TestClient): Promise<void> {
  await house.owner.query("delete from sessions where token_hash = $1", [
    hashOfToken(browser.cookies.get("wokfow_session") ?? ""),
  ]);
}

async function signedIn(): Promise<TestClient> {
  const browser = house.client();
  await browser.ok(signIn, { body: { email, password } });
  return browser;
}

describe("a session that has ended since its request was let in", () => {
  const ways: readonly [string, Endpoint, () => object][] = [
    ["another session", switchWorkspace, () => ({ workspaceId })],
    ["another password", changePassword, () => ({ currentPassword: password, newPassword })],
    ["another address", changeEmail, () => ({ currentPassword: password, email: "thief@elsewhere.example" })],
  ];
  it.each(ways)("leaves nothing behind: %s", async (_, endpoint, body) => {
    const thief = await signedIn();
    await thief.ok(readProfile);
    await endElsewhere(thief);
    const { status, problem } = await thief.call(endpoint, { body: body() } as never);
    expect([status, problem.code]).toEqual([401, "signed_out"]);
    const [own] = (await ana.ok(listMemberships)).items;
    expect(own?.current).toBe(true);
    await signedIn();
  });

  it("leaves nothing behind: an own password in place of one that was made anew", async () => {
    const ben = { displayName: "Ben Bauer", email: "ben@lindenhof.example" };
    const handed = await ana.ok(inviteMember, { body: { ...ben, role: "user" } });
    const thief = house.client();
    await thief.ok(signIn, { body: { email: ben.email, password: handed.password ?? "" } });
    await thief.ok(readSession);
    await endElsewhere(thief);
    const { status, problem } = await thief.call(chooseOwnPassword, { body: { newPassword } });
    expect([status, problem.code]).toEqual([401, "signed_out"]);
  });
});

it("of two who change one password at once with the former one, the first shuts the second out", async () => {
  const browsers = await Promise.all([signedIn(), signedIn()]);
  const passwords = ["seven early herons", "nine patient otters"];
  const answers = await Promise.all(
    browsers.map((browser, place) =>
      browser.call(changePassword, { body: { currentPassword: password, newPassword: passwords[place] ?? "" } }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  const winner = browsers[answers.findIndex(({ status }) => status === 200)];
  expect((await winner?.call(readProfile))?.status).toBe(200);
});

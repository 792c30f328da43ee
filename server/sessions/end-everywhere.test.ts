import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { inviteMember } from "#contract/invitations.ts";
import { changePassword, readProfile } from "#contract/members.ts";
import { endOtherSessions, listMemberships, signIn, signOut, switchWorkspace } from "#contract/session.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import { TestClient } from "#server/testing/test-client.ts";

const email = "ana@lindenhof.example";
const password = "correct horse battery";

let one: TestWokfow;
let two: TestWokfow;
beforeAll(async () => {
  one = await startWokfow(inject("testServer"));
  two = await startWokfow(inject("testServer"), { shared: one });
  await one.client().signUp("Lindenhof", email);
});
afterAll(async () => {
  await two.stop();
  await one.stop();
});

/** Somebody signed in at the first server, and the same browser at the second, where their cookie is believed and a stream is open. */
async function signedInAtBoth() {
  const here = one.client();
  await here.ok(signIn, { body: { email, password } });
  const there = new TestClient(two.address);
  for (const [name, value] of here.cookies) there.cookies.set(name, value);
  await there.ok(readProfile);
  const stream = await there.fetch("/api/v1/live");
  return { here, there, heard: stream.text() };
}

async function expectEnded({ there, heard }: { there: TestClient; heard: Promise<string> }) {
  await expect.poll(async () => (await there.call(readProfile)).status).toBe(401);
  expect(await heard).toContain('"signed_out"');
}

it("signing out is known to every process within a second, and closes the live stream there", async () => {
  const browser = await signedInAtBoth();
  await browser.here.call(signOut);
  await expectEnded(browser);
});

it("ending all other sessions, and changing the password, too", async () => {
  const [first, second] = [await signedInAtBoth(), await signedInAtBoth()];
  const own = one.client();
  await own.ok(signIn, { body: { email, password } });
  await own.ok(endOtherSessions);
  await Promise.all([expectEnded(first), expectEnded(second)]);
  const third = await signedInAtBoth();
  await own.ok(changePassword, { body: { currentPassword: password, newPassword: "eleven quiet rivers" } });
  await expectEnded(third);
  expect((await own.call(readProfile)).status).toBe(200);
});

it("changing the password ends the sessions in the person's other workspaces, which hear of it too", async () => {
  const dora = { email: "dora@mill.example", password };
  const atMill = one.client();
  await atMill.signUp("Mill", dora.email);
  const owner = one.client();
  await owner.signUp("Harbour", "cem@harbour.example");
  await owner.ok(inviteMember, { body: { displayName: "Dora Weiss", email: dora.email, role: "user" } });
  const { items } = await atMill.ok(listMemberships);
  const workspaceId = items.find((membership) => !membership.current)?.workspaceId ?? "";

  const atHarbour = one.client();
  await atHarbour.ok(signIn, { body: dora });
  await atHarbour.ok(switchWorkspace, { body: { workspaceId } });
  const there = new TestClient(two.address);
  for (const [name, value] of atHarbour.cookies) there.cookies.set(name, value);
  const stream = await there.fetch("/api/v1/live");
  await atMill.ok(changePassword, { body: { currentPassword: password, newPassword: "eleven quiet rivers" } });
  await expectEnded({ there, heard: stream.text() });
  expect((await atMill.call(readProfile)).status).toBe(200);
});

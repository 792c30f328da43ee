import { afterAll, beforeAll, expect, it } from "vitest";
import { removeMember, resetPassword } from "#contract/directory.ts";
import { inviteMember } from "#contract/invitations.ts";
import { listMembers } from "#contract/members.ts";
import { chooseOwnPassword, signIn } from "#contract/session.ts";
import { newId } from "#server/platform/identifier.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";

let house: SignInHouse;
beforeAll(async () => {
  house = await openSignInHouse();
});
afterAll(() => house.close());

async function workspace() {
  const owner = house.client();
  await owner.signUp();
  return owner;
}

it("whoever made somebody's password in one workspace cannot open another with it", async () => {
  const [here, there] = [await workspace(), await workspace()];
  const body = { displayName: "Ben", email: `${newId()}@x.example`, role: "user" } as const;
  const { password, member } = await here.ok(inviteMember, { body });
  const early = await there.call(inviteMember, { body });
  expect([early.status, early.problem.code]).toEqual([409, "awaited_elsewhere"]);
  const ben = house.client();
  await ben.ok(signIn, { body: { email: body.email, password: password ?? "" } });
  await ben.ok(chooseOwnPassword, { body: { newPassword: "eleven quiet rivers" } });
  expect((await there.ok(inviteMember, { body })).password).toBeNull();
  const late = await here.call(resetPassword, { params: { memberId: member.id }, body: {} });
  expect([late.status, late.problem.code]).toEqual([409, "works_elsewhere"]);
});

it("whoever was removed before they came is given a new password when they are invited anew", async () => {
  const owner = await workspace();
  const body = { displayName: "Ben", email: `${newId()}@x.example`, role: "user" } as const;
  const first = await owner.ok(inviteMember, { body });
  const params = { memberId: first.member.id };
  await owner.ok(removeMember, { params, body: { handOver: { to: "unassigned" } } });
  const second = await owner.ok(inviteMember, { body });
  const sign = (password: string | null) =>
    house.client().call(signIn, { body: { email: body.email, password: password ?? "" } });
  expect((await sign(first.password)).status).toBe(401);
  expect((await sign(second.password)).status).toBe(200);
});

it("an Owner who is just being demoted makes no other one", async () => {
  const owner = await workspace();
  const me = (await owner.ok(listMembers)).items[0]?.id;
  await house.owner.query("update members set role = 'admin' where id = $1", [me]);
  // What was believed of them a moment ago still says that they are an Owner.
  const body = {
    ...{ displayName: "Ben", email: `${newId()}@x.example`, role: "owner" as const },
    currentPassword: "correct horse battery",
  };
  const { status, problem } = await owner.call(inviteMember, { body });
  expect([status, problem.code]).toEqual([403, "grant_too_high"]);
});

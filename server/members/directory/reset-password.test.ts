import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { resetPassword } from "#contract/directory.ts";
import { inviteMember } from "#contract/invitations.ts";
import { listMembers } from "#contract/members.ts";
import { chooseOwnPassword, signIn } from "#contract/session.ts";
import { newId } from "#server/platform/identifier.ts";
import { addColleague, type Colleague } from "#server/testing/add-colleague.ts";
import { lockAwaited } from "#server/testing/lock-awaited.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";
import type { TestClient } from "#server/testing/test-client.ts";

let house: SignInHouse;
let ana: TestClient;
let ben: Colleague;
beforeAll(async () => {
  house = await openSignInHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  ana = house.client();
  ben = await addColleague(house, (await ana.signUp("Lindenhof")).workspace.id, { displayName: "Ben" });
});

describe("a new password", () => {
  it("is shown once, ends all sessions, and opens nothing but the choice of an own one", async () => {
    const { password } = await ana.ok(resetPassword, { params: { memberId: ben.memberId }, body: {} });
    expect((await ben.call(listMembers)).status).toBe(401);
    const back = house.client();
    await back.ok(signIn, { body: { email: ben.email, password } });
    expect((await back.call(listMembers)).problem.code).toBe("password_choice_required");
    await back.ok(chooseOwnPassword, { body: { newPassword: "eleven quiet rivers" } });
    expect((await back.call(listMembers)).status).toBe(200);
  });

  it("is not made for somebody whose password opens another workspace too", async () => {
    const elsewhere = house.client();
    await elsewhere.signUp("Elsewhere", "omar@elsewhere.example");
    const body = { displayName: "Omar", email: "omar@elsewhere.example", role: "user" } as const;
    const { member } = await ana.ok(inviteMember, { body });
    const { status, problem } = await ana.call(resetPassword, { params: { memberId: member.id }, body: {} });
    expect([status, problem.code]).toEqual([409, "works_elsewhere"]);
    expect((await elsewhere.call(listMembers)).status).toBe(200);
  });

  it("is not made for somebody who becomes a member elsewhere at this very moment", async () => {
    const [elsewhere, holder] = [(await house.client().signUp("Elsewhere")).workspace.id, await house.owner.connect()];
    await holder.query("begin");
    const { rows } = await holder.query(
      "select person_id from credentials where person_id = (select person_id from members where id = $1) for update",
      [ben.memberId],
    );
    const resetting = ana.call(resetPassword, { params: { memberId: ben.memberId }, body: {} });
    await lockAwaited(holder);
    await holder.query(
      `insert into members (workspace_id, id, person_id, role, display_name, time_zone, created_at)
       values ($1, $2, $3, 'user', 'Ben', 'Europe/Berlin', now())`,
      [elsewhere, newId(), rows[0].person_id],
    );
    await holder.query("commit");
    holder.release();
    expect((await resetting).problem.code).toBe("works_elsewhere");
  });

  it("and the first sign-in of somebody awaited, at the same moment, take turns", async () => {
    await house.owner.query("update members set status = 'invited' where id = $1", [ben.memberId]);
    const holder = await house.owner.connect();
    await holder.query("begin");
    // What is written down after the password is held and before the member is.
    await holder.query("lock table audit_entries in share mode");
    const signingIn = house.client().call(signIn, { body: { email: ben.email, password: "correct horse battery" } });
    await lockAwaited(holder);
    const resetting = ana.call(resetPassword, { params: { memberId: ben.memberId }, body: {} });
    await lockAwaited(holder, 2);
    await holder.query("commit");
    holder.release();
    expect([(await signingIn).status, (await resetting).status]).toEqual([200, 200]);
    const { rowCount } = await house.owner.query("select from sessions where member_id = $1", [ben.memberId]);
    expect(rowCount).toBe(0);
  });
});

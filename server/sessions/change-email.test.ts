import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changeEmail, changePassword, readProfile } from "#contract/members.ts";
import { signIn } from "#contract/session.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";
import type { TestClient } from "#server/testing/test-client.ts";

const password = "correct horse battery";
let house: SignInHouse;
let ana: TestClient;
beforeEach(async () => {
  house = await openSignInHouse();
  ana = house.client();
  await ana.signUp("Lindenhof", "ana@lindenhof.example");
});
afterEach(() => house.close());

describe("changing the e-mail address", () => {
  it("asks for the current password, and then one signs in with the new address", async () => {
    const email = "Ana.Brandt@lindenhof.example";
    const wrong = await ana.call(changeEmail, { body: { email, currentPassword: "wrong" } });
    expect([wrong.status, wrong.problem.code]).toEqual([403, "wrong_password"]);
    const profile = await ana.ok(changeEmail, { body: { email, currentPassword: password } });
    expect(profile.email).toBe("ana.brandt@lindenhof.example");
    expect((await house.client().call(signIn, { body: { email, password } })).status).toBe(200);
    const before = { email: "ana@lindenhof.example", password };
    expect((await house.client().call(signIn, { body: before })).status).toBe(401);
  });

  it("takes with it the proof that came with the former one", async () => {
    await house.owner.query("update people set email_verified = true");
    await ana.ok(changeEmail, { body: { email: "ana@brandt.example", currentPassword: password } });
    expect((await house.owner.query("select email_verified from people")).rows).toEqual([{ email_verified: false }]);
  });

  it("refuses an address that somebody uses and changes nothing", async () => {
    await house.client().signUp("Elsewhere", "ben@elsewhere.example");
    const taken = await ana.call(changeEmail, { body: { email: "Ben@elsewhere.example", currentPassword: password } });
    expect([taken.status, taken.problem.code]).toEqual([409, "email_taken"]);
    expect((await ana.ok(readProfile)).email).toBe("ana@lindenhof.example");
  });

  it("lets whoever found a screen unlocked guess the password a few times only", async () => {
    const statuses = [];
    for (let n = 0; n < 7; n += 1) {
      const body = { email: "thief@elsewhere.example", currentPassword: `guess ${n}` };
      statuses.push((await ana.call(changeEmail, { body })).status);
    }
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429]);
    const body = { currentPassword: password, newPassword: "eleven quiet rivers" };
    expect((await ana.call(changePassword, { body })).status).toBe(429);
  });
});

describe("changing the password", () => {
  it("refuses common ones and wrong lengths before anything else", async () => {
    const refuse = async (newPassword: string) => {
      const { problem } = await ana.call(changePassword, { body: { currentPassword: password, newPassword } });
      return [problem.code, problem.fields?.[0]?.path];
    };
    expect(await refuse("qwertyuiop")).toEqual(["common_password", "newPassword"]);
    expect(await refuse("1234567")).toEqual(["invalid_request", "newPassword"]);
    expect(await refuse("x".repeat(129))).toEqual(["invalid_request", "newPassword"]);
  });
});

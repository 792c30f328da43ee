import { afterAll, beforeAll, expect, it } from "vitest";
import { requestPasswordReset } from "#contract/sign-in-links.ts";
import { openMail } from "#server/mail/open-mail.ts";
import { compareTimes } from "#server/testing/compare-times.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";

const email = "ana@lindenhof.example";
let house: SignInHouse;

beforeAll(async () => {
  house = await openSignInHouse({}, openMail({ server: "smtp://127.0.0.1:1", from: "desk@lindenhof.example" }));
  await house.client().signUp("Lindenhof", email);
});
afterAll(() => house.close());

it("takes the same time for an address of nobody", async () => {
  const client = house.client();
  const difference = await compareTimes({
    known: email,
    rounds: 100,
    forgetEvery: 3,
    forget: () => house.owner.query("truncate throttles"),
    async ask(address) {
      const { status } = await client.call(requestPasswordReset, { body: { email: address } });
      expect(status).toBe(202);
    },
  });
  expect(difference).toBeLessThanOrEqual(0.1);
});

import { expect, it } from "vitest";
import type { Invited } from "#contract/invitations.ts";
import { handOverText } from "#web/members/invite/hand-over-text.ts";

const invited: Invited = {
  member: {
    id: "",
    displayName: "Ben Adler",
    role: "user",
    avatarFileId: null,
    availability: "available",
    status: "invited",
  },
  email: "ben@ortiz.example",
  password: "kavomi-tesaru",
  signInAddress: null,
  mailed: false,
};

it("says where and with what to sign in", () => {
  expect(handOverText(invited, "Ortiz Shop", "http://localhost:3000")).toBe(`Hello Ben,

you are invited to Ortiz Shop in Wokfow. Sign in here:
http://localhost:3000/sign-in

E-mail: ben@ortiz.example
Password: kavomi-tesaru

You choose a password of your own right after.
`);
});

it("names the address that the operator configured, and no password where there is one already", () => {
  const known = { ...invited, password: null, signInAddress: "https://desk.example.com" };
  const text = handOverText(known, "Ortiz Shop", "http://localhost:3000");
  expect(text).toContain("https://desk.example.com/sign-in");
  expect(text).toContain("You have a Wokfow password already");
  expect(text).not.toContain("localhost");
});

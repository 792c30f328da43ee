import { expect, test } from "vitest";
import { arrivalOf } from "#web/inbox/content/arrival-of.ts";

test.each([
  [{ from: "ad", title: "Summer sale", parameter: "banner-7" }, "Came by the ad “Summer sale” (banner-7)"],
  [{ from: "ad", title: null, parameter: null }, "Came by an ad"],
  [{ from: "link", title: null, parameter: "flyer" }, "Came by a link (flyer)"],
  [{ from: "other", title: null, parameter: null }, "Came from another place"],
] as const)("%o is told as %s", (referral, told) => {
  expect(arrivalOf({ kind: "referral", ...referral })).toBe(told);
});

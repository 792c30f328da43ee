import { expect, it } from "vitest";
import { backoff } from "#web/shell/backoff.ts";

it("doubles up to 15 seconds", () => {
  expect([0, 1, 2, 3].map((failures) => backoff(failures, 1))).toEqual([500, 1_000, 2_000, 4_000]);
  expect(backoff(50, 1)).toBe(15_000);
});

it("spreads the attempts over the upper half of the pause", () => {
  expect(backoff(1, 0)).toBe(500);
  expect(backoff(1, 0.5)).toBe(750);
});

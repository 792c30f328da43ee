import { expect, it } from "vitest";
import { formatBytes, formatCount } from "#web/design/format-number.ts";

it("keeps counts short enough for a badge", () => {
  expect([7, 940, 999, 98_999, 99_000, 5_000_000].map(formatCount)).toEqual(["7", "940", "999", "98k", "99k+", "99k+"]);
  expect(formatCount(1_260)).toMatch(/^1[.,]2k$/u);
});

it("writes sizes as people read them", () => {
  expect([0, 840, 12_300].map(formatBytes)).toEqual(["0 B", "840 B", "12 kB"]);
  expect(formatBytes(4_230_000)).toMatch(/^4[.,]2 MB$/u);
});

import { expect, test } from "vitest";
import { proofMilliseconds } from "#server/channels/present.ts";
import { untilAsked } from "#server/channels/running/choose-pause.ts";
import { usualRunning } from "#server/channels/running/running-times.ts";
import { spread } from "#server/channels/running/wait.ts";

// What a question may take that is answered in the last moment, with what it takes to write that down.
const questionMilliseconds = 5_000;

test("a service is asked more seldom as its limit comes near, and never so seldom that a proof grows too old", () => {
  const pauses = [0, 30, 50, 60, 75, 100, 400].map((percent) => untilAsked(usualRunning, percent));
  expect(pauses).toEqual([30_000, 30_000, 30_000, 33_000, 37_500, 45_000, 45_000]);
  for (const pause of pauses) expect(pause + questionMilliseconds).toBeLessThan(proofMilliseconds);
});

test("those who ask in the same rhythm part, and none is later than it was to be", () => {
  const pauses = Array.from({ length: 200 }, () => spread(30_000));
  expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(27_000);
  expect(new Set(pauses).size).toBeGreaterThan(190);
});

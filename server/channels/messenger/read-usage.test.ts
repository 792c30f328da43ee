import fc from "fast-check";
import { expect, test } from "vitest";
import { readUsage } from "#server/channels/messenger/read-usage.ts";

const none = { usedPercent: 0, waitSeconds: 0 };
const counts = (call: number, time = 0, cpu = 0) => ({ call_count: call, total_time: time, total_cputime: cpu });

test("the fullest of all limits counts, whichever header tells it, and the longest wait", () => {
  const app = { "x-app-usage": JSON.stringify(counts(5)) };
  const page = { "x-page-usage": JSON.stringify(counts(12, 61, 3)) };
  const wait = (minutes: number) => ({
    type: "messenger",
    ...counts(2, 0, 70),
    estimated_time_to_regain_access: minutes,
  });
  const cases = { "x-business-use-case-usage": JSON.stringify({ "1": [wait(0), wait(2)], "2": [wait(1)] }) };
  expect(readUsage(new Headers(app))).toEqual({ ...none, usedPercent: 5 });
  expect(readUsage(new Headers({ ...app, ...page }))).toEqual({ ...none, usedPercent: 61 });
  expect(readUsage(new Headers({ ...app, ...page, ...cases }))).toEqual({ usedPercent: 70, waitSeconds: 120 });
});

test("what cannot be read tells nothing, and what can be is read beside it", () => {
  expect(readUsage(new Headers())).toEqual(none);
  const page = { "x-page-usage": JSON.stringify(counts(40)) };
  expect(readUsage(new Headers({ ...page, "x-app-usage": "{", "x-business-use-case-usage": "[1]" })).usedPercent).toBe(
    40,
  );
  const value = fc
    .oneof(fc.json(), fc.string({ unit: "grapheme-ascii" }))
    .map((text) => text.replaceAll(/[^ -~]/g, ""));
  fc.assert(
    fc.property(value, value, value, (app, page, cases) => {
      const headers = { "x-app-usage": app, "x-page-usage": page, "x-business-use-case-usage": cases };
      expect(readUsage(new Headers(headers)).usedPercent).toBeGreaterThanOrEqual(0);
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { barsOf } from "#web/inbox/content/bars-of.ts";

test("bars are as many as wanted, the loudest stretch is full and silence is a mark", () => {
  expect(barsOf([0, 50, 100, 25], 4)).toEqual([0.08, 0.5, 1, 0.25]);
  expect(barsOf([0, 50, 100, 25], 2)).toEqual([0.5, 1]);
  expect(barsOf([40], 3)).toEqual([1, 1, 1]);
  expect(barsOf([0, 0], 2)).toEqual([0.08, 0.08]);
});

test("whatever was measured can be drawn", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 80 }), (waveform, count) => {
      const bars = barsOf(waveform, count);
      expect(bars).toHaveLength(count);
      for (const bar of bars) expect(bar >= 0.08 && bar <= 1).toBe(true);
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { levelOf, waveformOf } from "#web/inbox/voice/waveform-of.ts";

test("a recording that grows louder is drawn so, and noise alone stays small", () => {
  const growing = waveformOf(Array.from({ length: 640 }, (_, at) => at / 1_000));
  expect(growing).toHaveLength(64);
  expect(growing).toEqual(growing.toSorted((one, other) => one - other));
  expect(growing.at(-1)).toBeGreaterThan(95);
  expect(Math.max(...waveformOf([0.002, 0.004, 0.003]))).toBeLessThanOrEqual(10);
});

test("whatever was measured is 64 whole numbers from 0 to 100", () => {
  const level = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(level, { maxLength: 2_000 }), (levels) => {
      const waveform = waveformOf(levels);
      expect(waveform).toHaveLength(64);
      for (const value of waveform) expect(Number.isInteger(value) && value >= 0 && value <= 100).toBe(true);
    }),
  );
});

test("the level of a tone is its effective loudness", () => {
  const tone = Float32Array.from({ length: 4_800 }, (_, at) => Math.sin((at / 48) * 2 * Math.PI));
  expect(levelOf(tone)).toBeCloseTo(Math.SQRT1_2, 3);
  expect(levelOf(new Float32Array(0))).toBe(0);
});

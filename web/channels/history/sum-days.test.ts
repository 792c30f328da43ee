import { expect, test } from "vitest";
import type { ChannelDay } from "#contract/channel-history.ts";
import { meaningOfDay, shareInWords, sumDays } from "#web/channels/history/sum-days.ts";

const hour = 3_600_000;
const whole: ChannelDay = {
  date: "2026-05-12",
  known: 24 * hour,
  offline: 0,
  paused: 0,
  outages: 0,
  lateMessages: 0,
  reason: null,
};

test("the share leaves out days before the channel and its pauses", () => {
  const none = { ...whole, known: 0 };
  const paused = { ...whole, paused: 24 * hour };
  const broken = { ...whole, offline: 6 * hour, outages: 2 };
  expect(sumDays([none, paused, whole, broken])).toEqual({ share: 1 - 6 / 48, outages: 2, offline: 6 * hour });
  expect(sumDays([none, paused])).toEqual({ share: null, outages: 0, offline: 0 });
});

test("a day shows the worst that happened on it", () => {
  expect(meaningOfDay(whole)).toBe("good");
  expect(meaningOfDay({ ...whole, offline: 1_000 })).toBe("attention");
  expect(meaningOfDay({ ...whole, offline: hour })).toBe("bad");
  expect(meaningOfDay({ ...whole, paused: 24 * hour })).toBe("quiet");
  expect(meaningOfDay({ ...whole, known: 0 })).toBe("quiet");
});

test("a share is not rounded up to all", () => {
  expect(shareInWords(1)).toBe("100 %");
  expect(shareInWords(0.999_999)).toBe("99.99 %");
  expect(shareInWords(0.875)).toBe("87.5 %");
});

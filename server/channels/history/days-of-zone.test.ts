import { expect, test } from "vitest";
import { daysOfZone } from "#server/channels/history/days-of-zone.ts";

const hour = 3_600_000;
const lengths = (timeZone: string, now: string, count: number) =>
  daysOfZone(timeZone, new Date(now), count).map(({ date, began, ended }) => [
    date,
    (ended.getTime() - began.getTime()) / hour,
  ]);

test("days are those of the zone, and as long as they are there", () => {
  expect(daysOfZone("Asia/Kolkata", new Date("2026-11-22T20:00:00Z"), 2)).toEqual([
    { date: "2026-11-22", began: new Date("2026-11-21T18:30:00Z"), ended: new Date("2026-11-22T18:30:00Z") },
    { date: "2026-11-23", began: new Date("2026-11-22T18:30:00Z"), ended: new Date("2026-11-23T18:30:00Z") },
  ]);
  expect(lengths("Europe/Madrid", "2026-10-26T12:00:00Z", 3)).toEqual([
    ["2026-10-24", 24],
    ["2026-10-25", 25],
    ["2026-10-26", 24],
  ]);
  expect(lengths("America/Santiago", "2026-09-06T12:00:00Z", 2)).toEqual([
    ["2026-09-05", 24],
    ["2026-09-06", 23],
  ]);
});

test("an offset stands for itself, and not for its opposite", () => {
  const beganOf = (timeZone: string) => daysOfZone(timeZone, new Date("2026-11-22T12:30:00Z"), 1)[0]?.began;
  expect(beganOf("+05:30")).toEqual(new Date("2026-11-21T18:30:00Z"));
  expect(beganOf("-0530")).toEqual(new Date("2026-11-22T05:30:00Z"));
  expect(beganOf("Etc/GMT+12")).toEqual(new Date("2026-11-22T12:00:00Z"));
  expect(beganOf("+23:59")).toEqual(new Date("2026-11-22T00:01:00Z"));
  expect(beganOf("-23:59")).toEqual(new Date("2026-11-21T23:59:00Z"));
});

test("every zone has whole days that follow on each other until now", () => {
  const now = new Date("2026-11-22T21:44:24.294Z");
  for (const timeZone of Intl.supportedValuesOf("timeZone")) {
    const days = daysOfZone(timeZone, now, 30);
    expect(days).toHaveLength(30);
    for (const [index, { began }] of days.entries()) {
      if (index > 0) expect(began).toEqual(days[index - 1]?.ended);
    }
    expect((days.at(-1)?.began ?? now) <= now && (days.at(-1)?.ended ?? now) > now, timeZone).toBe(true);
  }
});

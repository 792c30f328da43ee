import { describe, expect, it } from "vitest";
import { dayKey, dayName, relativeTime } from "#web/design/format-time.ts";

const present = Date.parse("2026-03-30T00:30:00.000Z");
const zone = "Europe/Berlin";
const said = (moment: string, style: "short" | "long" = "short") =>
  relativeTime(Date.parse(moment), present, zone, style);

describe("relativeTime", () => {
  it("counts minutes and hours while they are few", () => {
    expect(said("2026-03-30T00:29:50.000Z")).toBe("now");
    expect(said("2026-03-30T00:25:00.000Z")).toBe("5m");
    expect(said("2026-03-29T23:30:00.000Z", "long")).toBe("1 hour ago");
    expect(said("2026-03-29T17:30:00.000Z")).toBe("7h");
  });

  it("counts days in the zone of the member, over the night when the clocks change", () => {
    // 02:30 on Monday in Berlin; the night before, the clocks went from 02:00 to 03:00.
    expect(said("2026-03-29T08:00:00.000Z")).toBe("Yesterday");
    expect(said("2026-03-28T22:30:00.000Z")).not.toBe("Yesterday");
  });

  it("names the year only when it is another one", () => {
    expect(said("2026-01-05T12:00:00.000Z")).not.toContain("2026");
    expect(said("2024-05-12T12:00:00.000Z")).toContain("2024");
  });
});

it("names the days of a thread", () => {
  expect(dayName(present, present, zone)).toBe("Today");
  expect(dayName(Date.parse("2026-03-28T23:30:00.000Z"), present, zone)).toBe("Yesterday");
  expect(dayKey(Date.parse("2026-03-28T23:30:00.000Z"), zone)).toBe("2026-03-29");
});

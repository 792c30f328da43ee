import { expect, it } from "vitest";
import { microsecondsOf, writeMoment } from "#server/conversations/write-moment.ts";

it.each([
  ["2026-11-22 11:44:38", "2026-11-22T11:44:38.000Z", 0],
  ["2026-11-22 11:44:38.1", "2026-11-22T11:44:38.100Z", 100_000],
  ["2026-11-22 11:44:38.123456", "2026-11-22T11:44:38.123Z", 123_456],
  ["2026-11-22 11:44:38.0005", "2026-11-22T11:44:38.000Z", 500],
])("writes %s as the contract does and counts its microseconds", (text, moment, microseconds) => {
  expect(writeMoment(text)).toBe(moment);
  expect(microsecondsOf(text)).toBe(Date.parse("2026-11-22T11:44:38.000Z") * 1000 + microseconds);
});

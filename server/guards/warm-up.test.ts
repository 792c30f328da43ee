import { expect, test } from "vitest";
import { allowedOn, scheduleFor, warmingUp } from "#server/guards/warm-up.ts";

const linked_at = new Date("2026-11-01T22:30:00Z");
const onDay = (day: number, time = "12:00:00") => new Date(Date.parse(`2026-11-01T${time}Z`) + (day - 1) * 86_400_000);

test("the first contacts of a fresh account double every second day until the daily number is reached", () => {
  expect(scheduleFor(20)).toEqual([
    { fromDay: 1, firstContacts: 2 },
    { fromDay: 3, firstContacts: 4 },
    { fromDay: 5, firstContacts: 8 },
    { fromDay: 7, firstContacts: 16 },
    { fromDay: 9, firstContacts: 20 },
  ]);
  expect(scheduleFor(200).at(-1)).toEqual({ fromDay: 15, firstContacts: 200 });
  expect(scheduleFor(2)).toEqual([{ fromDay: 1, firstContacts: 2 }]);
  expect(scheduleFor(0)).toEqual([{ fromDay: 1, firstContacts: 0 }]);
});

test.each([
  [1, "23:59:00", 2],
  [2, "00:00:00", 2],
  [3, "00:00:00", 4],
  [8, "12:00:00", 16],
  [9, "00:00:00", 20],
  [400, "12:00:00", 20],
])("on day %i at %s so many are allowed: %i", (day, time, allowed) => {
  const account = { daily_first_contacts: 20, warm_up: true, linked_at };
  expect(allowedOn(account, onDay(day, time))).toBe(allowed);
  expect(allowedOn({ ...account, warm_up: false }, onDay(day, time))).toBe(20);
});

test("it says on which day of the warm-up an account is and when that ends", () => {
  const account = { daily_first_contacts: 20, warm_up: true, linked_at };
  expect(warmingUp(account, onDay(1, "23:00:00"))).toEqual({ day: 1, endsAt: "2026-11-09T00:00:00.000Z" });
  expect(warmingUp(account, onDay(8))).toEqual({ day: 8, endsAt: "2026-11-09T00:00:00.000Z" });
  expect(warmingUp(account, onDay(9))).toBeNull();
  expect(warmingUp({ ...account, warm_up: false }, onDay(1))).toBeNull();
});

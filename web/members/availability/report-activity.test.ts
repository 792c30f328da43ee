import { expect, test } from "vitest";
import { reportsActivity } from "#web/members/availability/report-activity.ts";

function browser() {
  let [present, kept, told] = [1_000_000, 0, 0];
  let works = true;
  const tab = () =>
    reportsActivity({
      now: () => present,
      last: { get: () => kept, set: (at) => (kept = at) },
      tell: async () => {
        told += 1;
        if (!works) throw new Error("The line is down.");
      },
    });
  return {
    tab,
    pass: (seconds: number) => (present += seconds * 1000),
    told: () => told,
    breakLine: () => (works = false),
  };
}

test("all tabs of a browser together tell at most once a minute", () => {
  const { tab, pass, told } = browser();
  const [one, other] = [tab(), tab()];
  one(false);
  other(false);
  pass(59);
  one(false);
  expect(told()).toBe(1);
  pass(1);
  other(false);
  one(false);
  expect(told()).toBe(2);
});

test("who counts as away is back with the first move, though not with each at once", () => {
  const { tab, pass, told } = browser();
  const act = tab();
  act(false);
  pass(5);
  act(true);
  act(true);
  expect(told()).toBe(2);
});

test("what could not be told is told with the next move, and a clock that was set back stops nothing", async () => {
  const { tab, pass, told, breakLine } = browser();
  const act = tab();
  act(false);
  pass(-500);
  act(false);
  expect(told()).toBe(2);
  breakLine();
  pass(60);
  act(false);
  await Promise.resolve();
  act(false);
  expect(told()).toBe(4);
});

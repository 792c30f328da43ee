import { expect, it } from "vitest";
import { createPasswordHasher } from "#server/sessions/password-hasher.ts";

it("knows its own hashes and no others", async () => {
  const passwords = createPasswordHasher();
  const hash = await passwords.hash("seven green bicycles");
  expect(await passwords.verify(hash, "seven green bicycles")).toBe(true);
  expect(await passwords.verify(hash, "seven green bicycle")).toBe(false);
  expect(await passwords.verify(null, "seven green bicycles")).toBe(false);
});

it("works two at a time, lets a hundred wait and refuses the rest, leaving the event loop free", async () => {
  const passwords = createPasswordHasher();
  const started = performance.now();
  const flood = Array.from({ length: 300 }, () => passwords.verify(null, "anything"));
  const longestPause = watchPauses();
  const settled = await Promise.allSettled(flood);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(102);
  const refused = settled.find((result) => result.status === "rejected");
  expect(refused?.reason).toMatchObject({ status: 503, code: "busy", details: { retryAfter: 3 } });
  expect(longestPause()).toBeLessThan((performance.now() - started) / 4);
  expect(await passwords.verify(null, "afterwards")).toBe(false);
});

/** Notes how long the event loop was kept from a timer. */
function watchPauses(): () => number {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

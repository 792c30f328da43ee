import { expect, it } from "vitest";
import { refusalSentence } from "#web/identity/refusal-sentence.ts";
import { Problem } from "#web/shell/problem.ts";

const throttled = (retryAfter: number) =>
  new Problem({ status: 429, code: "throttled", title: "Too many tries", retryAfter });

it("says when to try again, never too early", () => {
  expect(refusalSentence(throttled(1))).toContain("Try again in 1 second.");
  expect(refusalSentence(throttled(59))).toContain("Try again in 59 seconds.");
  expect(refusalSentence(throttled(61))).toContain("Try again in 2 minutes.");
});

it("keeps the words of the server for everything else", () => {
  const refusal = new Problem({
    status: 401,
    code: "wrong_credentials",
    title: "These do not belong together",
    detail: "Try again.",
  });
  expect(refusalSentence(refusal)).toBe("These do not belong together. Try again.");
});

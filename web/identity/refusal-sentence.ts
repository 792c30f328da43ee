import { sentenceOf } from "#web/design/sentence-of.ts";
import { isProblem } from "#web/shell/problem.ts";

/** Why nobody came in, in the words of the server, and for too many wrong passwords when to try again. */
export function refusalSentence(error: unknown): string {
  if (!isProblem(error, "throttled") || !error.retryAfter) return sentenceOf(error);
  return `Too many passwords were tried for this address. ${waitSentence(error.retryAfter)}`;
}

/** When to try again, rounded up so that it is never too early. */
export function waitSentence(seconds: number): string {
  if (seconds < 60) return `Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`;
  const minutes = Math.ceil(seconds / 60);
  return `Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`;
}

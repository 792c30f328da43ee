import { Refusal } from "#server/platform/errors/refusal.ts";

// 57P01..57P03: shut down, crashed, starting (PostgreSQL manual, appendix A). The rest are faults of the line to it.
const awayCodes = new Set(["57P01", "57P02", "57P03", "ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"]);
const awaySentence = /connection terminated|timeout exceeded when trying to connect|client was closed|not queryable/i;

/** Whether an error says that PostgreSQL itself is away, so that the same work may succeed later as it is. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return awayCodes.has(code) || code.startsWith("08") || hasNoSocket(error, code) || awaySentence.test(error.message);
}

/** A unix socket is there only while PostgreSQL is; without "connect", the same code is about a file. */
function hasNoSocket(error: Error, code: string): boolean {
  return code === "ENOENT" && "syscall" in error && error.syscall === "connect";
}

/** The answer to a request while the database is away. What it was to write may have been written when the line broke at its commit. */
export function databaseAway(): Refusal {
  return new Refusal(503, "database_away", "The database does not answer.", {
    detail: "Try again in a few seconds. What you were just changing may have been saved already.",
    retryAfter: 5,
  });
}

// 57P01..57P03: shut down, crashed, starting (PostgreSQL manual, appendix A). The rest are faults of the line to it.
const awayCodes = new Set(["57P01", "57P02", "57P03", "ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT"]);
const awaySentence = /connection terminated|timeout exceeded when trying to connect|client was closed|not queryable/i;

/** Whether an error says that PostgreSQL itself is away, so that the same work may succeed later as it is. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return awayCodes.has(code) || code.startsWith("08") || awaySentence.test(error.message);
}

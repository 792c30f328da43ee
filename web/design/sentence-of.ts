/** The sentence that a person reads about anything that was thrown. Our own errors carry it as their message. */
export function sentenceOf(error: unknown): string {
  if (typeof error === "string") return error;
  if (error instanceof Error && isOurs(error)) return error.message;
  return "Something in this page went wrong. Load it again; if it comes back, tell the person who runs your Wokfow.";
}

/** Errors of the JavaScript runtime ("x is not a function") say nothing to people. */
function isOurs(error: Error): boolean {
  const technical = [TypeError, RangeError, ReferenceError, SyntaxError];
  return error.message !== "" && !technical.some((kind) => error instanceof kind);
}

const deepest = 64;

/**
 * A copy of a JSON value that PostgreSQL can store: NUL and lone surrogates become U+FFFD, one code unit for one, so that
 * offsets into texts stay true; what is nested deeper than 64 levels is left out.
 */
export function sanitise(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return sanitiseText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= deepest) return null;
  if (Array.isArray(value)) return value.map((item) => sanitise(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [sanitiseText(key), sanitise(item, depth + 1)]));
}

function sanitiseText(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD").toWellFormed();
}

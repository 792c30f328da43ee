/**
 * The text as PostgreSQL can keep it: NUL and halves of surrogate pairs, which no PostgreSQL text can hold, become U+FFFD.
 * The length in UTF-16 code units, which offsets of formatting count in, stays the same.
 */
export function cleanText(text: string): string {
  return text.replaceAll("\0", "\uFFFD").toWellFormed();
}

/** Any value as JSON for a jsonb column; what jsonb cannot hold is kept as the text of that JSON. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(shallow(value)) ?? "null";
  return unstorableEscape.test(text) ? JSON.stringify(text) : text;
}

// JSON.stringify writes NUL and lone surrogates as these escapes, and jsonb refuses both.
const unstorableEscape = /\\u(0000|d[89a-f][0-9a-f]{2})/i;

// Far more than any service writes, and far less than what JSON.stringify and PostgreSQL can follow.
const mostLevels = 500;

/** A value as it is, or a word in its place when it is nested so deeply that nobody could write it down. */
export function shallow(value: unknown): unknown {
  const waiting: [unknown, number][] = [[value, 0]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [one, level] = next;
    if (typeof one !== "object" || one === null) continue;
    if (level === mostLevels) return "What came was nested too deeply to be kept.";
    for (const inner of Object.values(one)) waiting.push([inner, level + 1]);
  }
  return value;
}

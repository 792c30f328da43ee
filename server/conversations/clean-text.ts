/**
 * The text as PostgreSQL can keep it: NUL and halves of surrogate pairs, which no PostgreSQL text can hold, become U+FFFD.
 * The length in UTF-16 code units, which offsets of formatting count in, stays the same.
 */
export function cleanText(text: string): string {
  return text.replaceAll("\0", "\uFFFD").toWellFormed();
}

/** Any value as JSON for a jsonb column; what jsonb cannot hold is kept as the text of that JSON. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? "null";
  return unstorableEscape.test(text) ? JSON.stringify(text) : text;
}

// JSON.stringify writes NUL and lone surrogates as these escapes, and jsonb refuses both.
const unstorableEscape = /\\u(0000|d[89a-f][0-9a-f]{2})/i;

/** The SQL of a moment as PostgreSQL writes it fastest, in UTC and to the microsecond; such texts sort as their moments do. */
export function momentSql(column: string): string {
  return `(${column} at time zone 'UTC')::text`;
}

/** That text as the contract writes moments: `2026-11-22 11:44:38.1234` becomes `2026-11-22T11:44:38.123Z`. */
export function writeMoment(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, 23).padEnd(3, "0")}Z`;
}

/** The same, or null. */
export function writeMomentOrNull(text: string | null): string | null {
  return text === null ? null : writeMoment(text);
}

/** That text in microseconds since 1970. */
export function microsecondsOf(text: string): number {
  return Date.parse(writeMoment(text)) * 1000 + Number(text.slice(23, 26).padEnd(3, "0"));
}

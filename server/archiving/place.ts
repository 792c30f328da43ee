import { invalidCursor } from "#server/platform/errors/refusal.ts";

/** A place in a list ordered by time and then identifier; the time in microseconds since 1970, as the database keeps it. */
export interface Place {
  readonly microseconds: string;
  readonly id: string;
}

const form = /^(-?\d{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The place that a cursor names, null without one. Refused `invalid_cursor`. */
export function readCursor(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const [, microseconds, id] = form.exec(cursor) ?? [];
  if (microseconds !== undefined && id !== undefined) return { microseconds, id };
  throw invalidCursor();
}

/** One page out of the rows that were read, of which there is one more than the page holds when the list goes on. */
export function pageOf<Row extends Place, Item>(rows: readonly Row[], limit: number, present: (row: Row) => Item) {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(present), next: last ? `${last.microseconds}.${last.id}` : null };
}

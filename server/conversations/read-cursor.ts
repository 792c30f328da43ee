import { hash } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "#server/context.ts";
import { microsecondsOf } from "#server/conversations/write-moment.ts";
import { invalidCursor } from "#server/platform/errors/refusal.ts";

/** A place in a list that is ordered by time: after it come the older rows. */
export interface Place {
  /** Microseconds since 1970, as text. */
  readonly at: string;
  readonly sequence: string;
  readonly id: string;
}

type List = "conversations" | "messages";

/** The cursor that leads on after a row, whose `at` is a text of `momentSql`. */
export function writeCursor(context: Context, list: List, { at, sequence = "0", id }: Last): string {
  return `${cursorPrefix(context, list)}.${microsecondsOf(at)}.${sequence}.${id}`;
}

interface Last {
  readonly at: string;
  readonly sequence?: string;
  readonly id: string;
}

/**
 * What a cursor of this list begins with. It names the workspace and the list without telling them, so that a cursor that
 * belongs elsewhere is recognised.
 */
function cursorPrefix(context: Context, list: List): string {
  return hash("sha256", `${list} ${context.workspaceId}`).slice(0, 12);
}

/** Reads a cursor that this list gave out, null when there is none. Refused `invalid_cursor`. */
export function readCursor(context: Context, list: List, cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const [, prefix, at, sequence, id] = form.exec(cursor) ?? [];
  if (prefix === cursorPrefix(context, list) && at && sequence && id) return { at, sequence, id };
  throw invalidCursor();
}

/**
 * How many rows to fetch for a page: at least one more, to know whether another follows. A constant in the text, since PostgreSQL
 * keeps a plan only when it knows how few rows are wanted; one of two, so that few texts have to be planned.
 */
export function fetched(limit: number): RawBuilder<number> {
  return sql.lit(limit <= 50 ? 51 : 101);
}

const form = /^([0-9a-f]{12})\.(-?\d{1,17})\.(-?\d{1,18})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

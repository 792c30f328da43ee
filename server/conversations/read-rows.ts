import type { RawBuilder } from "kysely";
import { type Context, compilable, read, readBoth } from "#server/context.ts";

/** Runs SQL in the context's workspace, in one round trip. */
export function readRows<Row>(context: Context, select: RawBuilder<Row>): Promise<Row[]> {
  return read(context, compilable(select));
}

/** Runs two pieces of SQL that need nothing of each other, in one round trip. */
export function readRowsOfBoth<One, Other>(
  context: Context,
  one: RawBuilder<One>,
  other: RawBuilder<Other>,
): Promise<[One[], Other[]]> {
  return readBoth(context, compilable(one), compilable(other));
}

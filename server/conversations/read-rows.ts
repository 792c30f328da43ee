import type { CompiledQuery, RawBuilder } from "kysely";
import { type Context, query, read } from "#server/context.ts";

/** Runs SQL in the context's workspace, in one round trip. */
export function readRows<Row>(context: Context, select: RawBuilder<Row>): Promise<Row[]> {
  return read<Row>(context, { compile: (): CompiledQuery<Row> => select.compile(query) });
}

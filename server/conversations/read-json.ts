import { type RawBuilder, sql } from "kysely";
import { type Context, compilable, read } from "#server/context.ts";

/** Runs SQL that answers with one JSON value and returns it as text, null when there is no row or nothing in it. */
export async function readJson(context: Context, select: RawBuilder<unknown>): Promise<string | null> {
  const text = sql<{ json: string | null }>`select (answer.json)::text as json from (${select}) as answer (json)`;
  const [row] = await read(context, compilable(text));
  return row?.json ?? null;
}

import type { listArchiveRuns as endpoint } from "#contract/archiving.ts";
import type { AnswerOf, QueryOf } from "#contract/endpoint.ts";
import { pageOf, readCursor } from "#server/archiving/place.ts";
import { presentRun } from "#server/archiving/present.ts";
import { listRuns } from "#server/archiving/queries.ts";
import { type Context, read } from "#server/context.ts";

/** The runs that archived something, newest first, by pages. Refused `invalid_cursor`. */
export async function listArchiveRuns(
  context: Context,
  { limit, cursor }: QueryOf<typeof endpoint>,
): Promise<AnswerOf<typeof endpoint>> {
  const rows = await read(context, listRuns(context.workspaceId, readCursor(cursor), limit + 1));
  return pageOf(rows, limit, presentRun);
}

import type { previewArchive as endpoint } from "#contract/archiving.ts";
import type { AnswerOf, QueryOf } from "#contract/endpoint.ts";
import { inactiveSince } from "#server/archiving/inactive-since.ts";
import { pageOf, readCursor } from "#server/archiving/place.ts";
import { countInactive, listInactive } from "#server/archiving/queries.ts";
import { type Context, read } from "#server/context.ts";

/** What a period of so many days would archive if it were saved now: how many in all, and a page of the list. Refused `invalid_cursor`. */
export async function previewArchive(
  context: Context,
  { days, limit, cursor }: QueryOf<typeof endpoint>,
): Promise<AnswerOf<typeof endpoint>> {
  const after = readCursor(cursor);
  const since = inactiveSince(context.clock, days);
  const [[count], rows] = await Promise.all([
    read(context, countInactive(context.workspaceId, since)),
    read(context, listInactive(context.workspaceId, since, after, limit + 1)),
  ]);
  const page = pageOf(rows, limit, (row) => ({
    conversationId: row.id,
    contactName: row.contact,
    channelName: row.channel,
    assigneeName: row.assignee,
    lastActivityAt: row.last_activity_at.toISOString(),
  }));
  return { ...page, total: Number(count?.total ?? 0) };
}

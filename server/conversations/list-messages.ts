import { type RawBuilder, sql } from "kysely";
import type { QueryOf } from "#contract/endpoint.ts";
import type { listMessages as endpoint } from "#contract/messages.ts";
import type { Context } from "#server/context.ts";
import { messageJoins, messageJson } from "#server/conversations/present.ts";
import { isThreadEvent, threadEventJoins, threadEventJson } from "#server/conversations/present-thread-event.ts";
import { cursorPrefix, fetched, readCursor } from "#server/conversations/read-cursor.ts";
import { readJson } from "#server/conversations/read-json.ts";
import { notFound } from "#server/platform/errors/refusal.ts";

const mostEvents = 200;

/**
 * A stretch of a thread with the events of the same time, oldest first, as the JSON of the contract, in one round trip.
 * Refused `invalid_cursor`, and `not_found` when the conversation is not there or not the caller's.
 */
export async function listMessages(
  context: Context,
  conversationId: string,
  { limit, before }: QueryOf<typeof endpoint>,
): Promise<string> {
  const place = readCursor(context, "messages", before);
  const end = place ? sql`(timestamptz 'epoch' + ${place.at}::bigint * interval '1 microsecond')` : null;
  const older =
    place && sql`and (m.sent_at, m.sequence, m.id) < (${end}, ${place.sequence}::bigint, ${place.id}::uuid)`;
  const json = await readJson(
    context,
    sql`
    with stretch as materialized (
      select m.*, row_number() over (order by m.sent_at desc, m.sequence desc, m.id desc) as place
        from messages m
       where m.workspace_id = ${context.workspaceId}::uuid and m.conversation_id = ${conversationId}::uuid ${older ?? sql``}
       order by m.sent_at desc, m.sequence desc, m.id desc limit ${fetched(limit)}
    ),
    oldest as (
      select sent_at, sequence, id from stretch
       where place = ${limit}::integer and exists (select from stretch where place > ${limit}::integer)
    )
    select concat(
      '{"messages":[', (select string_agg(${messageJson}, ',' order by m.place desc)
                          from stretch m ${messageJoins(context)} where m.place <= ${limit}::integer),
      '],"events":[', (${eventsOf(context, conversationId, end)}),
      '],"before":', coalesce('"' || (
        select concat(${cursorPrefix(context, "messages")}::text, '.', (extract(epoch from sent_at) * 1000000)::bigint, '.', sequence, '.', id)
          from oldest) || '"', 'null'), '}')
     where exists (select from conversations where workspace_id = ${context.workspaceId}::uuid and id = ${conversationId}::uuid)`,
  );
  if (json === null) throw notFound();
  return json;
}

/** Each event belongs to exactly one stretch: from the oldest message of it, which is in, to that of the newer one, which is out. */
function eventsOf(context: Context, conversationId: string, end: RawBuilder<unknown> | null): RawBuilder<unknown> {
  return sql`
    select string_agg(json, ',' order by at, id) from (
      select e.at, e.id, ${threadEventJson} as json from facts e ${threadEventJoins(context)}
       where e.workspace_id = ${context.workspaceId}::uuid and e.conversation_id = ${conversationId}::uuid and ${isThreadEvent}
         and e.at >= coalesce((select sent_at from oldest), '-infinity') ${end ? sql`and e.at < ${end}` : sql``}
       order by e.at desc, e.id desc limit ${sql.lit(mostEvents)}) as events`;
}

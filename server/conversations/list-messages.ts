import { type RawBuilder, sql } from "kysely";
import type { QueryOf } from "#contract/endpoint.ts";
import type { listMessages as endpoint } from "#contract/messages.ts";
import type { Context } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { wallOf } from "#server/conversations/policy.ts";
import { type MessageRow, presentMessages, selectMessages } from "#server/conversations/present-message.ts";
import {
  isThreadEvent,
  presentThreadEvents,
  selectThreadEvents,
  type ThreadEventRow,
} from "#server/conversations/present-thread-event.ts";
import { fetched, type Place, readCursor, writeCursor } from "#server/conversations/read-cursor.ts";
import { readRowsOfBoth } from "#server/conversations/read-rows.ts";

const mostEvents = 200;

/**
 * A stretch of a thread with the events of the same time, oldest first, as the JSON of the contract. Messages and events are two
 * small statements in one packet. Refused `invalid_cursor`, and `not_found` when the conversation is not there or not the caller's.
 */
export async function listMessages(
  context: Context,
  conversationId: string,
  { limit, before }: QueryOf<typeof endpoint>,
): Promise<string> {
  const place = readCursor(context, "messages", before);
  const [rows, events] = await readRowsOfBoth(
    context,
    messagesOf(context, conversationId, place, limit),
    eventsOf(context, conversationId, place),
  );
  // Where there are messages, there is a conversation that the caller sees.
  if (rows.length === 0) await accessConversation(context, conversationId);
  const stretch = rows.slice(0, limit);
  const oldest = rows.length > limit ? stretch.at(-1) : undefined;
  return JSON.stringify({
    messages: (await presentMessages(context, stretch)).reverse(),
    events: await presentThreadEvents(context, eventsSince(events, oldest)),
    before: oldest ? writeCursor(context, "messages", oldest) : null,
  });
}

function messagesOf(context: Context, id: string, place: Place | null, limit: number): RawBuilder<MessageRow> {
  const latestFirst = sql`order by m.sent_at desc, m.sequence desc, m.id desc`;
  const older =
    place && sql`and (m.sent_at, m.sequence, m.id) < (${time(place)}, ${place.sequence}::bigint, ${place.id}::uuid)`;
  const stretch = sql`(
    select m.* from messages m
     where m.workspace_id = ${context.workspaceId}::uuid and m.conversation_id = ${id}::uuid ${seen(context, id)} ${older ?? sql``}
     ${latestFirst} limit ${fetched(limit)}) m`;
  return sql`${selectMessages(stretch)} ${latestFirst}`;
}

/** Who stands behind a wall reads only what is on their side; asked once for the whole stretch, and not at all of anybody else. */
function seen({ actor, workspaceId }: Context, id: string): RawBuilder<unknown> {
  const wall = wallOf(actor);
  if (!wall) return sql``;
  return sql`
    and exists (select from conversations c where c.workspace_id = ${workspaceId}::uuid and c.id = ${id}::uuid and ${wall})`;
}

/** The newest ones up to where the stretch ends. */
function eventsOf(context: Context, id: string, place: Place | null): RawBuilder<ThreadEventRow> {
  const latestFirst = sql`order by e.at desc, e.id desc`;
  const facts = sql`(
    select e.* from facts e
     where e.workspace_id = ${context.workspaceId}::uuid and e.conversation_id = ${id}::uuid ${seen(context, id)} and ${isThreadEvent}
           ${place ? sql`and e.at < ${time(place)}` : sql``}
     ${latestFirst} limit ${sql.lit(mostEvents)}) e`;
  return sql`${selectThreadEvents(facts)} ${latestFirst}`;
}

/** Each event belongs to exactly one stretch: from the oldest message of it, which is in, to that of the newer one, which is out. */
function eventsSince(latestFirst: readonly ThreadEventRow[], oldest: MessageRow | undefined): ThreadEventRow[] {
  return latestFirst.filter(({ at }) => !oldest || at >= oldest.at).reverse();
}

function time({ at }: Place): RawBuilder<unknown> {
  return sql`(timestamptz 'epoch' + ${at}::bigint * interval '1 microsecond')`;
}

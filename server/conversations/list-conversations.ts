import { type RawBuilder, sql } from "kysely";
import type { listConversations as endpoint, InboxQueue } from "#contract/conversations.ts";
import type { QueryOf } from "#contract/endpoint.ts";
import { typedWords } from "#server/contacts/split-words.ts";
import { actingMemberId, type Context } from "#server/context.ts";
import { type ConversationRow, presentConversation, selectConversations } from "#server/conversations/present.ts";
import { fetched, readCursor, writeCursor } from "#server/conversations/read-cursor.ts";
import { readRows } from "#server/conversations/read-rows.ts";

type Wanted = QueryOf<typeof endpoint>;

// Up to so many contacts found, their conversations are looked up and sorted; beyond, the list is walked until a page is full.
const fewContacts = 500;

/**
 * A page of a queue, latest activity first, as the JSON of the contract, in one round trip. Each queue walks an index of its
 * own order, so that a page costs the same however many conversations there are. Refused `invalid_cursor`.
 */
export async function listConversations(context: Context, wanted: Wanted): Promise<string> {
  const after = readCursor(context, "conversations", wanted.cursor);
  const words = typedWords(wanted.search ?? "");
  // Something was typed that holds no letter: nobody's name begins with it.
  if (wanted.search && words.length === 0) return '{"items":[],"next":null}';
  const base = sql`${isInQueue(context, wanted)}
    ${after ? sql`and (c.last_activity_at, c.id) < (${time(after.at)}, ${after.id}::uuid)` : sql``}`;
  const page = words.length > 0 ? searchPage(base, words, wanted.limit) : plainPage(base, wanted.limit);
  const rows = await readRows(
    context,
    sql<ConversationRow>`${found(context, words)} ${selectConversations(context, sql`(${page}) c`)} ${latestFirst}`,
  );
  const items = rows.slice(0, wanted.limit).map((row) => presentConversation(context, row));
  return JSON.stringify({ items, next: nextCursor(context, rows, wanted.limit) });
}

const latestFirst = sql`order by c.last_activity_at desc, c.id desc`;

/** Only when there is a row beyond the page. */
function nextCursor(context: Context, rows: readonly ConversationRow[], limit: number): string | null {
  const last = rows[limit - 1];
  if (!last || rows.length === limit) return null;
  return writeCursor(context, "conversations", { at: last.at, id: last.id });
}

function isInQueue(context: Context, { queue, channelId }: Wanted): RawBuilder<unknown> {
  return sql`c.workspace_id = ${context.workspaceId}::uuid and ${conditionOf(queue, actingMemberId(context))}
    ${channelId ? sql`and c.channel_id = ${channelId}::uuid` : sql``}`;
}

function conditionOf(queue: InboxQueue, memberId: string | null): RawBuilder<unknown> {
  if (queue === "archive") return sql`c.archived_at is not null`;
  if (queue === "mine") return sql`c.archived_at is null and c.assignee_id = ${memberId}::uuid`;
  if (queue === "unassigned") return sql`c.archived_at is null and c.assignee_id is null`;
  if (queue === "unreplied") return sql`c.archived_at is null and c.unreplied`;
  return sql`c.archived_at is null`;
}

/** One row more than the page, to know whether there is a next one. */
function plainPage(base: RawBuilder<unknown>, limit: number): RawBuilder<unknown> {
  return sql`select c.* from conversations c where ${base} ${latestFirst} limit ${fetched(limit)}`;
}

function found(context: Context, words: readonly string[]): RawBuilder<unknown> {
  const [longest] = words;
  if (longest === undefined) return sql``;
  return sql`
    with found as materialized (
      select distinct contact_id from contact_words
       where workspace_id = ${context.workspaceId}::uuid and ${beginsWith(longest)} limit ${sql.lit(fewContacts)}
    )`;
}

/** Of the two ways only one runs: PostgreSQL asks the condition on `found` once, before it starts either. */
function searchPage(base: RawBuilder<unknown>, words: readonly string[], limit: number): RawBuilder<unknown> {
  const few = sql`(select count(*) from found) < ${fewContacts}::integer`;
  const [longest, ...others] = words.map(hasWord);
  const all = (conditions: readonly (RawBuilder<unknown> | undefined)[]) =>
    sql.join([base, ...conditions.filter((c) => c !== undefined)], sql` and `);
  return sql`
    (select c.* from conversations c
      where ${few} and c.contact_id in (select contact_id from found) and ${all(others)}
      ${latestFirst} limit ${fetched(limit)})
    union all
    (select c.* from conversations c
      where not (${few}) and ${all([longest, ...others])}
      ${latestFirst} limit ${fetched(limit)})`;
}

function hasWord(word: string): RawBuilder<unknown> {
  return sql`exists (select from contact_words cw where cw.workspace_id = c.workspace_id and cw.contact_id = c.contact_id
                        and ${beginsWith(word, "cw.")})`;
}

/** A range of the index; U+10FFFF sorts after every character. */
function beginsWith(word: string, prefix = ""): RawBuilder<unknown> {
  const column = sql.raw(`${prefix}word`);
  return sql`${column} >= ${word}::text and ${column} < ${`${word}\u{10FFFF}`}::text`;
}

function time(microseconds: string): RawBuilder<unknown> {
  return sql`(timestamptz 'epoch' + ${microseconds}::bigint * interval '1 microsecond')`;
}

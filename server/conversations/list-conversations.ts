import { type RawBuilder, sql } from "kysely";
import type { listConversations as endpoint } from "#contract/conversations.ts";
import type { QueryOf } from "#contract/endpoint.ts";
import { typedWords } from "#server/contacts/split-words.ts";
import type { Context } from "#server/context.ts";
import { isInQueue } from "#server/conversations/is-in-queue.ts";
import { isVisible, type Walls, wallsAround } from "#server/conversations/policy.ts";
import { type ConversationRow, presentConversations, selectConversations } from "#server/conversations/present.ts";
import { fetched, readCursor, writeCursor } from "#server/conversations/read-cursor.ts";
import { readRows } from "#server/conversations/read-rows.ts";
import { visibleIds } from "#server/conversations/visible-ids.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

type Wanted = QueryOf<typeof endpoint>;

// Up to so many contacts found, their conversations are looked up and sorted; beyond, the list is walked until a page is full.
const fewContacts = 500;

/**
 * A page of a queue, latest activity first, as the JSON of the contract, in one round trip. Each queue walks an index of its
 * own order, so that a page costs the same however many conversations there are. Refused `invalid_cursor`, `team_missing`.
 */
export async function listConversations(context: Context, wanted: Wanted): Promise<string> {
  const after = readCursor(context, "conversations", wanted.cursor);
  if (wanted.queue === "team" && wanted.teamId === undefined) throw teamMissing();
  const words = typedWords(wanted.search ?? "");
  // Something was typed that holds no letter: nobody's name begins with it.
  if (wanted.search && words.length === 0) return '{"items":[],"next":null}';
  const base = sql`${isInQueue(context, wanted)}
    ${after ? sql`and (c.last_activity_at, c.id) < (${time(after.at)}, ${after.id}::uuid)` : sql``}`;
  const walk = walkOf(context, wanted);
  const page = words.length > 0 ? searchPage(context, base, words, wanted.limit, walk) : walk(base);
  const rows = await readRows(
    context,
    sql<ConversationRow>`${found(context, words)} ${selectConversations(context, sql`(${page}) c`)} ${latestFirst}`,
  );
  const items = await presentConversations(context, rows.slice(0, wanted.limit));
  return JSON.stringify({ items, next: nextCursor(context, rows, wanted.limit) });
}

const latestFirst = sql`order by c.last_activity_at desc, c.id desc`;

/** Only when there is a row beyond the page. */
function nextCursor(context: Context, rows: readonly ConversationRow[], limit: number): string | null {
  const last = rows[limit - 1];
  if (!last || rows.length === limit) return null;
  return writeCursor(context, "conversations", { at: last.at, id: last.id });
}

function teamMissing(): Refusal {
  const message = "Say which team's conversations you want.";
  return new Refusal(422, "team_missing", message, { fields: [{ path: "teamId", message }] });
}

/** How a page of conversations under some conditions is found: one more than wanted, to know whether there is a next one. */
type Walk = (where: RawBuilder<unknown>) => RawBuilder<unknown>;

function walkOf(context: Context, wanted: Wanted): Walk {
  const walls = wallsFor(context, wanted);
  const from = sql`conversations c`;
  const tail = sql`${latestFirst} limit ${fetched(wanted.limit)}`;
  if (!walls) return (where) => sql`select c.* from ${from} where ${where} ${tail}`;
  return (where) => sql`
    select c.* from (${visibleIds(walls, { from, where, tail })}) seen
      join ${from} on c.workspace_id = ${context.workspaceId}::uuid and c.id = seen.id ${tail}`;
}

/** Own conversations stand behind no wall, nor do those of an own team; of any other team, only the own ones are seen. */
function wallsFor({ actor }: Context, { queue, teamId }: Wanted): Walls | null {
  const walls = wallsAround(actor);
  if (!walls || queue === "mine") return null;
  if (teamId === undefined) return walls;
  return walls.teamIds.includes(teamId) ? null : { ...walls, teamIds: [], unassigned: false };
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
function searchPage(
  context: Context,
  base: RawBuilder<unknown>,
  words: readonly string[],
  limit: number,
  walk: Walk,
): RawBuilder<unknown> {
  const few = sql`(select count(*) from found) < ${fewContacts}::integer`;
  const [longest, ...others] = words.map(hasWord);
  const all = (conditions: readonly (RawBuilder<unknown> | undefined)[]) =>
    sql.join([base, ...conditions.filter((c) => c !== undefined)], sql` and `);
  return sql`
    (select c.* from conversations c
      where ${few} and c.contact_id in (select contact_id from found) and ${isVisible(context.actor)} and ${all(others)}
      ${latestFirst} limit ${fetched(limit)})
    union all
    (${walk(sql`not (${few}) and ${all([longest, ...others])}`)})`;
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

import { z } from "zod";
import type { DirectoryMember, listDirectory as endpoint } from "#contract/directory.ts";
import type { QueryOf } from "#contract/endpoint.ts";
import { id } from "#contract/values.ts";
import { type Context, readBoth } from "#server/context.ts";
import { presentDirectoryMember } from "#server/members/directory/present.ts";
import { countDirectory, type DirectoryPosition, selectDirectory } from "#server/members/directory/queries.ts";
import { placeText, readPlace, writePlace } from "#server/members/place.ts";

/** A page of the members that a wish finds, with how many it finds in all. Refused `invalid_cursor`. */
export async function listDirectory(
  context: Context,
  { limit, cursor, ...wish }: QueryOf<typeof endpoint>,
): Promise<{ items: DirectoryMember[]; next: string | null; total: number }> {
  const from = cursor === undefined ? null : positionOf(cursor, wish);
  const page = selectDirectory(context, wish, { from, count: limit + 1 });
  const [rows, [counted]] = await readBoth(context, page, countDirectory(context, wish));
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(presentDirectoryMember),
    next: last ? cursorTo({ key: last.sort_key, id: last.id }, wish) : null,
    total: counted?.total ?? 0,
  };
}

type Order = Pick<QueryOf<typeof endpoint>, "sort" | "order">;

function cursorTo({ key, id }: DirectoryPosition, { sort, order }: Order): string {
  return writePlace([sort, order, key, id]);
}

/** A cursor is a place in one order and means nothing in another. */
function positionOf(cursor: string, { sort, order }: Order): DirectoryPosition {
  const [, , key, memberId] = readPlace(z.tuple([z.literal(sort), z.literal(order), placeText(300), id]), cursor);
  return { key, id: memberId };
}

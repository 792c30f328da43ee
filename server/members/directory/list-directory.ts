import { z } from "zod";
import type { DirectoryMember, listDirectory as endpoint } from "#contract/directory.ts";
import type { QueryOf } from "#contract/endpoint.ts";
import { id } from "#contract/values.ts";
import { type Context, readBoth } from "#server/context.ts";
import { presentDirectoryMember } from "#server/members/directory/present.ts";
import { countDirectory, type DirectoryPosition, selectDirectory } from "#server/members/directory/queries.ts";
import { invalidCursor } from "#server/platform/errors/refusal.ts";

/** A page of the members that a wish finds, with how many it finds in all. Refused `invalid_cursor`. */
export async function listDirectory(
  context: Context,
  { limit, cursor, ...wish }: QueryOf<typeof endpoint>,
): Promise<{ items: DirectoryMember[]; next: string | null; total: number }> {
  const from = cursor === undefined ? null : readCursor(cursor, wish);
  const page = selectDirectory(context, wish, { from, count: limit + 1 });
  const [rows, [counted]] = await readBoth(context, page, countDirectory(context, wish));
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(presentDirectoryMember),
    next: last ? writeCursor({ key: last.sort_key, id: last.id }, wish) : null,
    total: counted?.total ?? 0,
  };
}

type Order = Pick<QueryOf<typeof endpoint>, "sort" | "order">;

function writeCursor({ key, id }: DirectoryPosition, { sort, order }: Order): string {
  return Buffer.from(JSON.stringify([sort, order, key, id])).toString("base64url");
}

// No text in the database contains a null character.
const text = z
  .string()
  .max(300)
  .regex(/^[^\0]*$/);

/** A cursor is a place in one order and means nothing in another. */
function readCursor(cursor: string, { sort, order }: Order): DirectoryPosition {
  try {
    const position = z.tuple([z.literal(sort), z.literal(order), text, id]);
    const [, , key, memberId] = position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { key, id: memberId };
  } catch {
    throw invalidCursor();
  }
}

import { z } from "zod";
import type { Member } from "#contract/members.ts";
import { id } from "#contract/values.ts";
import { type Context, read } from "#server/context.ts";
import { presentMember } from "#server/members/present.ts";
import { type MemberPosition, selectMembers } from "#server/members/queries.ts";
import { invalidCursor } from "#server/platform/errors/refusal.ts";

/** A page of the workspace's members, by name. Refused `invalid_cursor`. */
export async function listMembers(
  context: Context,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: Member[]; next: string | null }> {
  const from = cursor === undefined ? null : readCursor(cursor);
  const rows = await read(context, selectMembers(context, from, limit + 1));
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(presentMember), next: last ? writeCursor(last) : null };
}

function writeCursor({ sort_name, id }: MemberPosition): string {
  return Buffer.from(JSON.stringify([sort_name, id])).toString("base64url");
}

// No name contains a null character, which PostgreSQL does not take.
const position = z.tuple([
  z
    .string()
    .max(500)
    .regex(/^[^\0]*$/),
  id,
]);

function readCursor(cursor: string): MemberPosition {
  try {
    const [sort_name, memberId] = position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { sort_name, id: memberId };
  } catch {
    throw invalidCursor();
  }
}

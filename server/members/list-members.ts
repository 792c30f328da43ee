import { z } from "zod";
import type { Member } from "#contract/members.ts";
import { id } from "#contract/values.ts";
import { type Context, read } from "#server/context.ts";
import { placeText, readPlace, writePlace } from "#server/members/place.ts";
import { presentMember } from "#server/members/present.ts";
import { type MemberPosition, selectMembers } from "#server/members/queries.ts";

/** A page of the workspace's members, by name. Refused `invalid_cursor`. */
export async function listMembers(
  context: Context,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: Member[]; next: string | null }> {
  const from = cursor === undefined ? null : positionOf(cursor);
  const rows = await read(context, selectMembers(context, from, limit + 1));
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(presentMember), next: last ? writePlace([last.sort_name, last.id]) : null };
}

const position = z.tuple([placeText(500), id]);

function positionOf(cursor: string): MemberPosition {
  const [sort_name, memberId] = readPlace(position, cursor);
  return { sort_name, id: memberId };
}

import { type RawBuilder, sql } from "kysely";
import type { Walls } from "#server/conversations/policy.ts";

/** Which conversations are wanted: `from` yields them as `c`, `where` says which, `tail` in what order and how many of each part. */
export interface WantedIds {
  readonly from: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
  readonly tail: RawBuilder<unknown>;
}

/**
 * SQL that yields `id` and `last_activity_at` of the wanted conversations that a member between walls sees, each once: their own,
 * those of each of their teams, and those of nobody. Each part walks an index of its own in order, where one condition over all of
 * them would read whatever the others have until a page is full.
 */
export function visibleIds(walls: Walls, { from, where, tail }: WantedIds): RawBuilder<unknown> {
  const part = (condition: RawBuilder<unknown>) =>
    sql`select c.id, c.last_activity_at from ${from} where ${where} and ${condition} ${tail}`;
  return sql`
    (${part(sql`c.assignee_id = ${walls.memberId}::uuid`)})
    union
    (select mine.id, mine.last_activity_at from unnest(${[...walls.teamIds]}::uuid[]) as own (team_id)
      cross join lateral (${part(sql`c.team_id = own.team_id`)}) mine)
    union
    (${part(sql`c.team_id is null and c.assignee_id is null and ${walls.unassigned}::boolean`)})`;
}

import { type RawBuilder, sql } from "kysely";
import type { InboxQueue } from "#contract/conversations.ts";
import { actingMemberId, type Context } from "#server/context.ts";
import { isInQueue } from "#server/conversations/is-in-queue.ts";
import { wallsAround } from "#server/conversations/policy.ts";
import { unreadCount } from "#server/conversations/present.ts";
import { readJson } from "#server/conversations/read-json.ts";
import { visibleIds } from "#server/conversations/visible-ids.ts";

/** Beyond this, nobody counts: the number would cost more than it tells. */
const most = sql.lit(1_000);

/**
 * How many open conversations each queue holds, and in how many the member has something unread, as far as they see them, as the
 * JSON of the contract.
 */
export async function countConversations(context: Context, channelId: string | undefined): Promise<string> {
  const queue = (name: InboxQueue) => isInQueue(context, { queue: name, channelId });
  const unread = sql`${queue("unreplied")} and ${sql.raw(unreadCount)} > 0`;
  const json = await readJson(
    context,
    sql`select json_build_object(
      'mine', ${count(queue("mine"))},
      'unassigned', ${countSeen(context, queue("unassigned"))},
      'all', ${countSeen(context, queue("all"))},
      'unreplied', ${countSeen(context, queue("unreplied"))},
      'mentions', ${countSeen(context, queue("mentions"))},
      'unread', ${countSeen(context, unread, readJoin(context))},
      'teams', ${countTeams(context, queue("all"))})`,
  );
  return json ?? "";
}

function countSeen(context: Context, where: RawBuilder<unknown>, join = sql``): RawBuilder<unknown> {
  const walls = wallsAround(context.actor);
  if (!walls) return count(where, join);
  const seen = visibleIds(walls, { from: sql`conversations c ${join}`, where, tail: sql`limit ${most}` });
  return sql`(select count(*) from (select from (${seen}) as seen limit ${most}) as counted)`;
}

function count(where: RawBuilder<unknown>, join = sql``): RawBuilder<unknown> {
  return sql`(select count(*) from (select from conversations c ${join} where ${where} limit ${most}) as counted)`;
}

/** How far a member has read `c`, looked up only where something is unanswered, and row by row: the count stops soon. */
function readJoin(context: Context): RawBuilder<unknown> {
  return sql`
    left join lateral (
      select r.inbound_seen from conversation_reads r
       where r.workspace_id = ${context.workspaceId}::uuid and r.conversation_id = c.id
         and r.member_id = ${actingMemberId(context)}::uuid and c.inbound_count > c.answered_inbound_count limit 1) r on true`;
}

/** Of teams that the member is not in, they see at most their own conversations: such a team is no queue of theirs. */
function countTeams({ workspaceId, actor }: Context, where: RawBuilder<unknown>): RawBuilder<unknown> {
  const walls = wallsAround(actor);
  return sql`coalesce((
    select json_agg(json_build_object('teamId', t.id, 'open', ${count(sql`${where} and c.team_id = t.id`)}) order by lower(t.name), t.id)
      from teams t where t.workspace_id = ${workspaceId}::uuid
       ${walls ? sql`and t.id = any(${[...walls.teamIds]}::uuid[])` : sql``}), '[]')`;
}

import { type RawBuilder, sql } from "kysely";
import { actingMemberId, type Context } from "#server/context.ts";
import { unreadCount } from "#server/conversations/present.ts";
import { readJson } from "#server/conversations/read-json.ts";

/** Beyond this, nobody counts: the number would cost more than it tells. */
const most = 1_000;

/** How many open conversations each queue holds, and in how many the member has something unread, as the JSON of the contract. */
export async function countConversations(context: Context, channelId: string | undefined): Promise<string> {
  const memberId = actingMemberId(context);
  const count = (condition: RawBuilder<unknown>, join = sql``) => sql`(
    select count(*) from (
      select from conversations c ${join}
       where c.workspace_id = ${context.workspaceId}::uuid and c.archived_at is null and ${condition}
         ${channelId ? sql`and c.channel_id = ${channelId}::uuid` : sql``}
       limit ${most}::integer) as counted)`;
  const json = await readJson(
    context,
    sql`select json_build_object(
      'mine', ${count(sql`c.assignee_id = ${memberId}::uuid`)},
      'unassigned', ${count(sql`c.assignee_id is null`)},
      'all', ${count(sql`true`)},
      'unreplied', ${count(sql`c.unreplied`)},
      'unread', ${count(sql`c.unreplied and ${sql.raw(unreadCount)} > 0`, readJoin(context.workspaceId, memberId))})`,
  );
  return json ?? "";
}

/** How far a member has read `c`, looked up only where something is unanswered, and row by row: the count stops soon. */
function readJoin(workspaceId: string, memberId: string | null): RawBuilder<unknown> {
  return sql`
    left join lateral (
      select r.inbound_seen from conversation_reads r
       where r.workspace_id = ${workspaceId}::uuid and r.conversation_id = c.id and r.member_id = ${memberId}::uuid
         and c.inbound_count > c.answered_inbound_count limit 1) r on true`;
}

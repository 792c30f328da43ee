import { type RawBuilder, sql } from "kysely";
import type { InboxQueue } from "#contract/conversations.ts";
import { actingMemberId, type Context } from "#server/context.ts";

/** A queue, perhaps of one channel or one team alone. */
export interface QueueWanted {
  readonly queue: InboxQueue;
  readonly channelId?: string | undefined;
  readonly teamId?: string | undefined;
}

/** The condition under which a conversation `c` of the workspace is in a queue, whether or not the actor sees it. */
export function isInQueue(context: Context, { queue, channelId, teamId }: QueueWanted): RawBuilder<unknown> {
  return sql`c.workspace_id = ${context.workspaceId}::uuid and ${conditionOf(queue, context)}
    ${channelId ? sql`and c.channel_id = ${channelId}::uuid` : sql``}
    ${teamId ? sql`and c.team_id = ${teamId}::uuid` : sql``}`;
}

function conditionOf(queue: InboxQueue, context: Context): RawBuilder<unknown> {
  const memberId = sql`${actingMemberId(context)}::uuid`;
  if (queue === "archive") return sql`c.archived_at is not null`;
  if (queue === "mine") return sql`c.archived_at is null and c.assignee_id = ${memberId}`;
  if (queue === "unassigned") return sql`c.archived_at is null and c.assignee_id is null`;
  if (queue === "unreplied") return sql`c.archived_at is null and c.unreplied`;
  if (queue === "mentions") return sql`c.archived_at is null and ${names(context.workspaceId, memberId)}`;
  return sql`c.archived_at is null`;
}

/** As an array that is looked up first: otherwise all open conversations would be asked one by one. */
function names(workspaceId: string, memberId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`c.id = any(array(select distinct conversation_id from mentions
                               where workspace_id = ${workspaceId}::uuid and member_id = ${memberId}))`;
}

import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import type { Belonging } from "#server/conversations/policy.ts";
import { announce } from "#server/platform/events/announce.ts";
import { distributeWaiting } from "#server/teams/distribute-later.ts";

/**
 * Gives a conversation that was just opened again to whose queue it came in through by now, and announces that it is open. Its
 * assignee keeps it who still works here and, if there is a team, in that team; else it waits for one.
 */
export async function routeReopened(tx: Transaction, conversationId: string): Promise<void> {
  const former = await route(tx, conversationId);
  await Promise.all([
    announce(tx, { kind: "conversation.reopened", conversationId, details: { former } }),
    distributeWaiting(tx, [conversationId]),
  ]);
}

/** The locks make us wait for whoever is just giving the queue to another team, or shutting the assignee out. */
async function route(tx: Transaction, conversationId: string): Promise<Belonging | null> {
  const { rows } = await sql<Belonging>`
    update conversations c
       set team_id = q.team_id, assignee_id = q.assignee_id,
           waiting_since = case when q.team_id is not null and q.assignee_id is null then ${tx.clock.now()}::timestamptz end
      from conversations former cross join lateral (
        select ch.team_id, (
          select m.id from members m
           where m.workspace_id = ch.workspace_id and m.id = former.assignee_id and m.status = 'active'
             and (ch.team_id is null or exists (
               select from team_members t
                where t.workspace_id = ch.workspace_id and t.team_id = ch.team_id and t.member_id = m.id))
             for share of m) as assignee_id
          from channels ch
         where ch.workspace_id = former.workspace_id and ch.id = former.channel_id
           for key share of ch) q
     where c.workspace_id = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid
       and former.workspace_id = c.workspace_id and former.id = c.id
    returning former.team_id as "teamId", former.assignee_id as "assigneeId"`.execute(tx.db);
  return rows[0] ?? null;
}

import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import { job } from "#server/platform/jobs/job.ts";

/** The job that gives out what waits for a team. */
export const distributeTeamLater = job<{ teamId: string }>("distribute_team");

/**
 * Has what waits for these teams given out soon, within a second of the commit; teams whose members claim by themselves are left
 * alone. To be called when a team's rule or cap has changed.
 */
export async function distributeTeams(tx: Transaction, teamIds: readonly string[]): Promise<void> {
  if (teamIds.length > 0) await distributeWhere(tx, sql`t.id = any(${[...teamIds]}::uuid[])`);
}

/** The same for every team of the workspace for which something waits. */
export async function distributeEverywhere(tx: Transaction): Promise<void> {
  await distributeWhere(
    tx,
    sql`exists (select from conversations c
                 where c.workspace_id = t.workspace_id and c.team_id = t.id and c.archived_at is null and c.assignee_id is null)`,
  );
}

/** The same for the teams of conversations that may wait now: opened, opened again, moved to a team, taken from their member. */
export async function distributeWaiting(tx: Transaction, conversationIds: readonly string[]): Promise<void> {
  if (conversationIds.length > 0) await distributeWhere(tx, hasWaiting(tx, conversationIds));
}

/** The same for the teams of members who may take more now: available again, new in a team, rid of a conversation. */
export async function distributeToMembers(tx: Transaction, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length > 0) await distributeWhere(tx, hasMember(tx, memberIds));
}

/** The same for the team of a conversation that may wait now, and for the teams of the member who was rid of it. */
export async function distributeUnassigned(tx: Transaction, conversationId: string, formerId: string): Promise<void> {
  await distributeWhere(tx, sql`(${hasWaiting(tx, [conversationId])} or ${hasMember(tx, [formerId])})`);
}

function hasWaiting(tx: Transaction, conversationIds: readonly string[]): RawBuilder<boolean> {
  return sql`t.id in (select c.team_id from conversations c
                       where c.workspace_id = ${tx.workspaceId}::uuid and c.id = any(${[...conversationIds]}::uuid[])
                         and c.assignee_id is null and c.archived_at is null)`;
}

function hasMember(tx: Transaction, memberIds: readonly string[]): RawBuilder<boolean> {
  return sql`t.id in (select m.team_id from team_members m
                       where m.workspace_id = ${tx.workspaceId}::uuid and m.member_id = any(${[...memberIds]}::uuid[]))`;
}

/**
 * One lane per team: a run that waits already is not doubled, and two never run at once. To be called once in a transaction, as two
 * transactions that enqueue for the same teams wait for each other, and in a circle if each has teams of an earlier call.
 */
async function distributeWhere(tx: Transaction, which: RawBuilder<boolean>): Promise<void> {
  // In the order of their identifiers, for the same reason.
  const { rows } = await sql<{ id: string }>`
    select t.id from teams t
     where t.workspace_id = ${tx.workspaceId}::uuid and t.distribution <> 'by_hand' and ${which}
     order by t.id`.execute(tx.db);
  for (const { id: teamId } of rows) {
    const lane = `distribute_team:${tx.workspaceId}:${teamId}`;
    await distributeTeamLater.later(tx, { teamId }, { key: lane, queue: lane });
  }
}

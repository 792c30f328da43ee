import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";

/**
 * Takes conversations that wait for a member of the team, those that wait longest first, until the transaction ends. What somebody
 * else is changing at this moment is left out.
 */
export async function lockWaiting(tx: Transaction, teamId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from conversations
     where workspace_id = ${tx.workspaceId}::uuid and team_id = ${teamId}::uuid
       and archived_at is null and assignee_id is null
     order by waiting_since, id limit ${most}::integer
       for no key update skip locked`.execute(tx.db);
  return rows.map((row) => row.id);
}

/** The conversation that waits longest for a member of the team, whoever is changing it; undefined when none waits. */
export async function findWaiting(tx: Transaction, teamId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from conversations
     where workspace_id = ${tx.workspaceId}::uuid and team_id = ${teamId}::uuid
       and archived_at is null and assignee_id is null
     order by waiting_since, id limit 1`.execute(tx.db);
  return rows[0]?.id;
}

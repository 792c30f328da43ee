import { sql } from "kysely";
import { rightsOfRole, roles } from "#contract/rights.ts";
import type { Transaction } from "#server/context.ts";
import type { Candidate } from "#server/teams/share-out.ts";

/** Who may be given a conversation at all. */
const answering = roles.filter((role) => rightsOfRole[role].includes("inbox.reply"));

/**
 * The members of a team who are active, available and may answer, who waits longest for a conversation first. They are locked until
 * the transaction ends: none of them becomes busy, leaves the team or is given one by another team before it is done, so the counts
 * of their open conversations hold.
 */
export async function lockCandidates(tx: Transaction, teamId: string): Promise<Candidate[]> {
  // In the order of their identifiers, as two teams may have the same members.
  const { rows: members } = await sql<{ id: string }>`
    select m.id from team_members t join members m on m.workspace_id = t.workspace_id and m.id = t.member_id
     where t.workspace_id = ${tx.workspaceId}::uuid and t.team_id = ${teamId}::uuid
       and m.status = 'active' and m.availability = 'available' and m.role = any(${[...answering]}::text[])
     order by m.id for no key update of m, t`.execute(tx.db);
  if (members.length === 0) return [];
  const ids = members.map((member) => member.id);
  // Counted by a statement of its own, which sees what the one before us has given.
  const { rows } = await sql<Candidate>`
    select t.member_id as "memberId",
           (select count(*)::integer from conversations c
             where c.workspace_id = t.workspace_id and c.assignee_id = t.member_id and c.archived_at is null) as open
      from team_members t
     where t.workspace_id = ${tx.workspaceId}::uuid and t.team_id = ${teamId}::uuid and t.member_id = any(${ids}::uuid[])
     order by t.last_given_at nulls first, t.joined_at, t.member_id`.execute(tx.db);
  return rows;
}

import { sql } from "kysely";
import type { BodyOf } from "#contract/endpoint.ts";
import type { transferConversation } from "#contract/transfers.ts";
import type { Transaction } from "#server/context.ts";
import { holdAssignable } from "#server/members/hold-assignable.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

/** Who is to have a conversation: a team and nobody of it yet, or a member and whichever team it belongs to. */
export interface TransferTarget {
  readonly teamId: string | null;
  readonly assigneeId: string | null;
  /** Who is told. */
  readonly memberIds: readonly string[];
}

/** Looks up whom a transfer names. Refused `unknown_team` and `unknown_member`. */
export function findTransferTarget(
  tx: Transaction,
  to: BodyOf<typeof transferConversation>["to"],
): Promise<TransferTarget> {
  return "teamId" in to ? findTeam(tx, to.teamId) : findMember(tx, to.memberId);
}

async function findTeam(tx: Transaction, teamId: string): Promise<TransferTarget> {
  const { rows } = await sql<{ members: string[] }>`
    select case when t.distribution = 'by_hand' then array(
             select tm.member_id from team_members tm where tm.workspace_id = t.workspace_id and tm.team_id = t.id)
           else '{}' end as members
      from teams t where t.workspace_id = ${tx.workspaceId}::uuid and t.id = ${teamId}::uuid
       for key share of t`.execute(tx.db);
  const [team] = rows;
  if (!team) throw unknown("unknown_team", "This team does not exist any more. Choose another one.");
  return { teamId, assigneeId: null, memberIds: team.members };
}

async function findMember(tx: Transaction, memberId: string): Promise<TransferTarget> {
  if (!(await holdAssignable(tx, memberId)))
    throw unknown("unknown_member", "This member does not exist, or may not enter any more. Choose another one.");
  return { teamId: null, assigneeId: memberId, memberIds: [memberId] };
}

function unknown(code: string, message: string): Refusal {
  return new Refusal(422, code, message, { fields: [{ path: "to", message }] });
}

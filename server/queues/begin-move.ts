import { actingMemberId, type Transaction } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";
import { moveOpenLater } from "#server/queues/move-open-later.ts";
import type { MoveTarget } from "#server/queues/queries.ts";

const patienceMilliseconds = 60_000;

/**
 * Writes down that the open conversations of a queue are to move, in the transaction that gives the queue. Whoever asked for it
 * usually has it finished when the job comes, which then finds nothing to do.
 */
export async function beginMove(tx: Transaction, target: MoveTarget): Promise<string> {
  const moveId = newId();
  const movedAt = tx.clock.now();
  await tx.db
    .insertInto("queue_moves")
    .values(rowOf(tx, moveId, movedAt, target))
    .execute();
  await moveOpenLater.later(tx, { moveId }, { runAt: new Date(movedAt.getTime() + patienceMilliseconds) });
  return moveId;
}

function rowOf(tx: Transaction, id: string, movedAt: Date, { channelId, teamId, formerTeamId }: MoveTarget) {
  return {
    workspace_id: tx.workspaceId,
    id,
    channel_id: channelId,
    team_id: teamId,
    former_team_id: formerTeamId,
    moved_at: movedAt,
    moved_by: actingMemberId(tx),
    finished_at: null,
    undone_at: null,
    restored: null,
  };
}

import { type Context, type Transaction, transact } from "#server/context.ts";
import { inBatches } from "#server/conversations/in-batches.ts";
import { announceQuietly } from "#server/platform/events/announce.ts";
import { endMove } from "#server/queues/end-move.ts";
import { holdMove } from "#server/queues/hold-move.ts";
import { addToMove, type FormerRow, lockMovable, moveConversations } from "#server/queues/queries.ts";
import { distributeTeams } from "#server/teams/distribute-later.ts";

/**
 * Moves the open conversations of a queue to the team that it was given to, keeps where they were, and ends the move. What a
 * member has claimed, assigned or passed on since it began is left alone. Doing it again goes on with it, also while it is done.
 */
export async function moveOpen(context: Context, moveId: string, signal?: AbortSignal): Promise<void> {
  await inBatches(context, (tx, most, waiting) => {
    signal?.throwIfAborted();
    return moveBatch(tx, moveId, most, waiting);
  });
  await transact(context, (tx) => endMove(tx, moveId));
}

/** Stops when the move was ended or undone, or the queue given to somebody else. */
async function moveBatch(tx: Transaction, moveId: string, most: number, waiting: boolean): Promise<number> {
  const move = await holdMove(tx, moveId);
  if (!move) return 0;
  const ids = await lockMovable(tx, move, most, waiting);
  if (ids.length === 0) return 0;
  const former = await moveConversations(tx, ids, move.teamId);
  await Promise.all([addToMove(tx, moveId, former), announceQuietly(tx, former.map(factOf(move.teamId)))]);
  if (move.teamId) await distributeTeams(tx, [move.teamId]);
  return ids.length;
}

/** What the thread of a moved conversation tells. */
export function factOf(teamId: string | null) {
  return ({ id: conversationId, teamId: formerTeamId, assigneeId }: FormerRow) => ({
    kind: "conversation.moved",
    conversationId,
    details: { teamId, former: { teamId: formerTeamId, assigneeId } },
  });
}

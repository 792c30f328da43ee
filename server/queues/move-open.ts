import { recordAudit } from "#server/audit/record.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { announce, announceQuietly } from "#server/platform/events/announce.ts";
import { inBatches } from "#server/queues/in-batches.ts";
import {
  addToMove,
  type FormerRow,
  holdQueue,
  lockMovable,
  type Move,
  moveConversations,
} from "#server/queues/queries.ts";
import { distributeTeams } from "#server/teams/distribute-later.ts";

/** Moves the open conversations of a queue to the team that it was given to, and keeps where they were. A move that moves nothing leaves no trace. */
export async function moveOpen(context: Context, move: Move & { readonly name: string }): Promise<void> {
  const moved = await inBatches(context, (tx, most, waiting) => moveBatch(tx, move, most, waiting));
  if (moved > 0) await transact(context, (tx) => announceMove(tx, move, moved));
}

/** Stops when the queue was given to somebody else meanwhile. */
async function moveBatch(tx: Transaction, move: Move, most: number, waiting: boolean): Promise<number> {
  const queue = await holdQueue(tx, move.channelId);
  if (!queue || queue.team_id !== move.teamId) return 0;
  const ids = await lockMovable(tx, move, most, waiting);
  if (ids.length === 0) return 0;
  const former = await moveConversations(tx, ids, move.teamId);
  await Promise.all([addToMove(tx, move, former), announceQuietly(tx, former.map(factOf(move.teamId)))]);
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

async function announceMove(tx: Transaction, { id, channelId, name }: Move & { name: string }, moved: number) {
  const subject = { kind: "channel" as const, id: channelId, name };
  await Promise.all([
    announce(tx, { kind: "conversations.moved", subjectId: id, details: { moved } }),
    announce(tx, { kind: "queue.changed", subjectId: channelId }),
    recordAudit(tx, { action: "queue.moved", subject, after: { moved } }),
  ]);
}

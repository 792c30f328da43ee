import type { Queue } from "#contract/queues.ts";
import { recordAudit } from "#server/audit/record.ts";
import { type Context, read, type Transaction, transact } from "#server/context.ts";
import { inBatches } from "#server/conversations/in-batches.ts";
import { notFound, Refusal } from "#server/platform/errors/refusal.ts";
import { announce, announceQuietly } from "#server/platform/events/announce.ts";
import { accessQueue } from "#server/queues/access.ts";
import { endMove } from "#server/queues/end-move.ts";
import { holdFormerAssignees } from "#server/queues/hold-former-assignees.ts";
import { factOf } from "#server/queues/move-open.ts";
import { undoMilliseconds } from "#server/queues/present.ts";
import { holdTeam, lockMoved, lockQueue, markUndone, moveById, restoreMoved, setTeam } from "#server/queues/queries.ts";
import { distributeTeams } from "#server/teams/distribute-later.ts";

/**
 * Gives the queue back to whose it was before the move, and each moved conversation its former team and assignee, unless a member
 * has claimed, assigned or passed it on since. Doing it twice changes nothing; doing it again after a crash finishes the work.
 * A move that is still going on stops with it.
 * Refused `too_late` after 24 hours, `not_found`.
 */
export async function undoQueueMove(context: Context, moveId: string): Promise<Queue> {
  const channelId = await transact(context, (tx) => giveBack(tx, moveId));
  const restored = await inBatches(context, (tx, most, waiting) => restoreBatch(tx, moveId, most, waiting));
  if (restored > 0) await transact(context, (tx) => announceUndo(tx, moveId, channelId, restored));
  return accessQueue(context, channelId);
}

async function giveBack(tx: Transaction, moveId: string): Promise<string> {
  const channelId = (await accessMove(tx, moveId)).channel_id;
  const queue = await lockQueue(tx, channelId);
  const move = await accessMove(tx, moveId);
  if (!queue) throw notFound();
  if (move.undone_at) return channelId;
  if (tx.clock.now().getTime() > move.moved_at.getTime() + undoMilliseconds) throw tooLate();
  await endMove(tx, moveId);
  await markUndone(tx, moveId);
  const former = move.former_team_id === null ? null : await holdTeam(tx, move.former_team_id);
  if (queue.team_id === move.team_id) await setTeam(tx, channelId, former === undefined ? null : move.former_team_id);
  await announce(tx, { kind: "queue.changed", subjectId: channelId });
  const subject = { kind: "channel" as const, id: channelId, name: queue.name };
  const after = { team: former ?? null };
  await recordAudit(tx, { action: "queue.move_undone", subject, before: { team: queue.team_name }, after });
  return channelId;
}

async function accessMove(context: Context, moveId: string) {
  const [move] = await read(context, moveById(context, moveId));
  if (!move) throw notFound();
  return move;
}

function tooLate(): Refusal {
  return new Refusal(409, "too_late", "This move is older than 24 hours and can no longer be undone.", {
    detail: "Give the queue to its former team, and move the open conversations with it.",
  });
}

async function restoreBatch(tx: Transaction, moveId: string, most: number, waiting: boolean): Promise<number> {
  await holdFormerAssignees(tx, moveId);
  const ids = await lockMoved(tx, moveId, most, waiting);
  if (ids.length === 0) return 0;
  const restored = await restoreMoved(tx, moveId, ids);
  await announceQuietly(
    tx,
    restored.map((row) => factOf(row.nowTeamId)(row)),
  );
  await distributeTeams(tx, [...new Set(restored.flatMap((row) => row.nowTeamId ?? []))]);
  return ids.length;
}

async function announceUndo(tx: Transaction, moveId: string, channelId: string, restored: number): Promise<void> {
  await Promise.all([
    announce(tx, { kind: "conversations.moved", subjectId: moveId, details: { restored } }),
    announce(tx, { kind: "queue.changed", subjectId: channelId }),
  ]);
}

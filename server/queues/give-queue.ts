import type { BodyOf } from "#contract/endpoint.ts";
import type { giveQueue as endpoint, Queue } from "#contract/queues.ts";
import { recordAudit } from "#server/audit/record.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";
import { accessQueue } from "#server/queues/access.ts";
import { beginMove } from "#server/queues/begin-move.ts";
import { endMove } from "#server/queues/end-move.ts";
import { moveOpen } from "#server/queues/move-open.ts";
import { holdTeam, lockQueue, type MoveTarget, setTeam, unfinishedMove } from "#server/queues/queries.ts";
import { unknownTeam } from "#server/queues/unknown-team.ts";

/**
 * Gives the queue of a channel to a team, or to everyone: whatever begins or is opened again after this is the team's. The open
 * conversations follow on demand, so that none is left between the two; should that be interrupted, a job finishes it, and asking
 * again goes on with it. Refused `unknown_team`.
 */
export async function giveQueue(
  context: Context,
  channelId: string,
  { teamId, moveOpen: isMoving }: BodyOf<typeof endpoint>,
): Promise<Queue> {
  const moveId = await transact(context, async (tx) => {
    const formerTeamId = await give(tx, channelId, teamId);
    return isMoving ? startMove(tx, { channelId, teamId, formerTeamId }) : null;
  });
  if (moveId) await moveOpen(context, moveId);
  return accessQueue(context, channelId);
}

async function give(tx: Transaction, channelId: string, teamId: string | null): Promise<string | null> {
  const queue = await lockQueue(tx, channelId);
  if (!queue) throw notFound();
  const { name, team_id: formerTeamId, team_name: formerTeam } = queue;
  const team = teamId === null ? null : await holdTeam(tx, teamId);
  if (team === undefined) throw unknownTeam();
  if (teamId !== formerTeamId) {
    const going = await unfinishedMove(tx, channelId);
    if (going) await endMove(tx, going.id);
    await setTeam(tx, channelId, teamId);
    await announce(tx, { kind: "queue.changed", subjectId: channelId });
    const subject = { kind: "channel" as const, id: channelId, name };
    await recordAudit(tx, { action: "queue.given", subject, before: { team: formerTeam }, after: { team } });
  }
  return formerTeamId;
}

/** A move to the same team that is still going on is gone on with, so that one undo takes back all of it. */
async function startMove(tx: Transaction, target: MoveTarget): Promise<string> {
  const going = await unfinishedMove(tx, target.channelId);
  if (going && going.team_id === target.teamId) return going.id;
  if (going) await endMove(tx, going.id);
  return beginMove(tx, target);
}

import type { BodyOf } from "#contract/endpoint.ts";
import type { giveQueue as endpoint, Queue } from "#contract/queues.ts";
import { recordAudit } from "#server/audit/record.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";
import { newId } from "#server/platform/identifier.ts";
import { accessQueue } from "#server/queues/access.ts";
import { moveOpen } from "#server/queues/move-open.ts";
import { holdTeam, lockQueue, type Move, setTeam } from "#server/queues/queries.ts";
import { unknownTeam } from "#server/queues/unknown-team.ts";

/**
 * Gives the queue of a channel to a team, or to everyone: whatever begins or is opened again after this is the team's. The open
 * conversations follow on demand, so that none is left between the two. Refused `unknown_team`.
 */
export async function giveQueue(
  context: Context,
  channelId: string,
  { teamId, moveOpen: isMoving }: BodyOf<typeof endpoint>,
): Promise<Queue> {
  const given = await transact(context, (tx) => give(tx, channelId, teamId));
  if (isMoving) await moveOpen(context, given);
  return accessQueue(context, channelId);
}

async function give(tx: Transaction, channelId: string, teamId: string | null): Promise<Move & { name: string }> {
  const queue = await lockQueue(tx, channelId);
  if (!queue) throw notFound();
  const { name, team_id: formerTeamId, team_name: formerTeam } = queue;
  const team = teamId === null ? null : await holdTeam(tx, teamId);
  if (team === undefined) throw unknownTeam();
  if (teamId !== formerTeamId) {
    await setTeam(tx, channelId, teamId);
    await announce(tx, { kind: "queue.changed", subjectId: channelId });
    const subject = { kind: "channel" as const, id: channelId, name };
    await recordAudit(tx, { action: "queue.given", subject, before: { team: formerTeam }, after: { team } });
  }
  return { id: newId(), channelId, teamId, formerTeamId, movedAt: tx.clock.now(), name };
}

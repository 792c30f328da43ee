import type { AnswerOf } from "#contract/endpoint.ts";
import type { previewQueueMove as endpoint } from "#contract/queues.ts";
import { type Context, transact } from "#server/context.ts";
import { readRows } from "#server/conversations/read-rows.ts";
import { accessQueue } from "#server/queues/access.ts";
import { countMovable, holdTeam } from "#server/queues/queries.ts";
import { unknownTeam } from "#server/queues/unknown-team.ts";

/** What would move if the queue went to a team, null: to everyone. Refused `unknown_team`. */
export function previewQueueMove(
  context: Context,
  channelId: string,
  teamId: string | null,
): Promise<AnswerOf<typeof endpoint>> {
  return transact(context, async (tx) => {
    await accessQueue(tx, channelId);
    if (teamId !== null && (await holdTeam(tx, teamId)) === undefined) throw unknownTeam();
    const [count] = await readRows(tx, countMovable(tx, channelId, teamId));
    return { moving: Number(count?.moving ?? 0), losingAssignee: Number(count?.losing ?? 0) };
  });
}

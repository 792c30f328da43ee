import { sql } from "kysely";
import type { Transaction } from "#server/context.ts";
import type { Move } from "#server/queues/queries.ts";

/**
 * A move that goes on, as long as the queue is still that team's, which nobody can give away nor the move be ended until the
 * transaction does. Two who go on with it take turns. The channel comes first, as with whoever gives or undoes.
 */
export async function holdMove(tx: Transaction, moveId: string): Promise<Move | undefined> {
  const { rows: queues } = await sql<{ team_id: string | null }>`
    select team_id from channels
     where workspace_id = ${tx.workspaceId}::uuid and id = (
       select channel_id from queue_moves where workspace_id = ${tx.workspaceId}::uuid and id = ${moveId}::uuid)
       for key share`.execute(tx.db);
  const move = await tx.db
    .selectFrom("queue_moves")
    .select(["channel_id as channelId", "team_id as teamId", "moved_at as movedAt"])
    .where("workspace_id", "=", tx.workspaceId)
    .where("id", "=", moveId)
    .where("finished_at", "is", null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return queues[0]?.team_id === move?.teamId ? move : undefined;
}

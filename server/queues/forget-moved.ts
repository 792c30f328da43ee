import { sql } from "kysely";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { undoMilliseconds } from "#server/queues/present.ts";

// As long again, so that an undo of the last minute can still be finished.
const keptMilliseconds = 2 * undoMilliseconds;
const batchSize = 10_000;

/** Forgets where the conversations of moves were that can no longer be undone; the moves themselves stay. */
export async function forgetMoved(context: Context): Promise<void> {
  const before = new Date(context.clock.now().getTime() - keptMilliseconds);
  let forgotten = batchSize;
  while (forgotten === batchSize) forgotten = await transact(context, (tx) => forgetBatch(tx, before));
}

async function forgetBatch(tx: Transaction, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from queue_move_conversations
     where workspace_id = ${tx.workspaceId}::uuid and (move_id, conversation_id) in (
       select k.move_id, k.conversation_id
         from queue_moves m
         join queue_move_conversations k on k.workspace_id = m.workspace_id and k.move_id = m.id
        where m.workspace_id = ${tx.workspaceId}::uuid and m.moved_at < ${before}::timestamptz and m.finished_at is not null
        limit ${sql.lit(batchSize)})`.execute(tx.db);
  return Number(numAffectedRows ?? 0);
}

import { recordAudit } from "#server/audit/record.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { inBatches } from "#server/conversations/in-batches.ts";
import { announce, announceQuietly } from "#server/platform/events/announce.ts";
import { factOf } from "#server/queues/move-open.ts";
import { lockHeld, moveConversations, releaseQueues } from "#server/queues/queries.ts";

/** Makes everything that belongs to a team everyone's: first its queues, so that nothing new comes in, then its conversations. */
export async function releaseTeam(context: Context, team: { readonly id: string; readonly name: string }) {
  await transact(context, (tx) => release(tx, team));
  const moved = await inBatches(context, (tx, most, waiting) => releaseBatch(tx, team.id, most, waiting));
  if (moved === 0) return;
  await transact(context, (tx) =>
    announce(tx, { kind: "conversations.moved", subjectId: team.id, details: { moved } }),
  );
}

async function release(tx: Transaction, team: { readonly id: string; readonly name: string }): Promise<void> {
  for (const { id, name } of await releaseQueues(tx, team.id)) {
    await announce(tx, { kind: "queue.changed", subjectId: id });
    const subject = { kind: "channel" as const, id, name };
    await recordAudit(tx, { action: "queue.given", subject, before: { team: team.name }, after: { team: null } });
  }
}

async function releaseBatch(tx: Transaction, teamId: string, most: number, waiting: boolean): Promise<number> {
  const ids = await lockHeld(tx, teamId, most, waiting);
  if (ids.length === 0) return 0;
  const former = await moveConversations(tx, ids, null);
  // Nobody works in the archive, so its threads need not tell.
  await announceQuietly(tx, former.filter(({ isOpen }) => isOpen).map(factOf(null)));
  return ids.length;
}

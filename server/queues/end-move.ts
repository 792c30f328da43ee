import { sql } from "kysely";
import { recordAudit } from "#server/audit/record.ts";
import { actingMemberId, type Transaction } from "#server/context.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Ends a move, however much of it is done, and tells of it once. A move that has moved nothing leaves no trace. */
export async function endMove(tx: Transaction, moveId: string): Promise<void> {
  const ended = await finish(tx, moveId);
  if (!ended) return;
  if (ended.moved === 0) await deleteMove(tx, moveId);
  else await tell(tx, moveId, ended);
}

interface EndedRow {
  readonly channelId: string;
  readonly name: string;
  readonly moved: number;
  readonly movedBy: string | null;
}

/** Nothing for a move that has ended before. */
async function finish(tx: Transaction, moveId: string): Promise<EndedRow | undefined> {
  const { rows } = await sql<EndedRow>`
    update queue_moves m set finished_at = ${tx.clock.now()}::timestamptz
      from channels ch
     where m.workspace_id = ${tx.workspaceId}::uuid and m.id = ${moveId}::uuid and m.finished_at is null
       and ch.workspace_id = m.workspace_id and ch.id = m.channel_id
    returning ch.id as "channelId", ch.name, m.moved, m.moved_by as "movedBy"`.execute(tx.db);
  return rows[0];
}

async function deleteMove(tx: Transaction, moveId: string): Promise<void> {
  await tx.db.deleteFrom("queue_moves").where("workspace_id", "=", tx.workspaceId).where("id", "=", moveId).execute();
}

async function tell(tx: Transaction, moveId: string, { channelId, name, moved, movedBy }: EndedRow): Promise<void> {
  const subject = { kind: "channel" as const, id: channelId, name };
  const entry = { action: "queue.moved" as const, subject, after: { moved } };
  await Promise.all([
    announce(tx, { kind: "conversations.moved", subjectId: moveId, details: { moved } }),
    announce(tx, { kind: "queue.changed", subjectId: channelId }),
    // Whoever ends another one's move lends it neither their name nor their address.
    movedBy === null || movedBy === actingMemberId(tx)
      ? recordAudit(tx, entry)
      : recordAudit({ ...tx, actor: { kind: "system" } }, { ...entry, memberId: movedBy }),
  ]);
}

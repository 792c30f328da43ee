import type { ArchiveRun } from "#contract/archiving.ts";
import { presentRun, undoableUntil } from "#server/archiving/present.ts";
import { type ArchiveRunRow, lockArchived, markUndone, restore, runById } from "#server/archiving/queries.ts";
import { recordAudit } from "#server/audit/record.ts";
import { type Context, read, type Transaction, transact } from "#server/context.ts";
import { inBatches } from "#server/conversations/in-batches.ts";
import { notFound, Refusal } from "#server/platform/errors/refusal.ts";
import { announce, announceQuietly } from "#server/platform/events/announce.ts";
import { distributeTeams } from "#server/teams/distribute-later.ts";

/**
 * Opens again whatever a run archived and is still archived by it; nothing else about these conversations has changed, so they
 * are as they were. Each gets a fresh period before auto-archive takes it again. Doing it twice changes nothing; doing it again
 * after a crash finishes the work. Refused `too_late` after 24 hours.
 */
export async function undoArchiveRun(context: Context, { runId }: { runId: string }): Promise<ArchiveRun> {
  await transact(context, (tx) => closeRun(tx, runId));
  const restored = await inBatches(context, (tx, most, waiting) => restoreBatch(tx, runId, most, waiting));
  if (restored > 0) {
    await transact(context, (tx) =>
      announce(tx, { kind: "conversations.restored", subjectId: runId, details: { restored } }),
    );
  }
  return presentRun(await accessRun(context, runId));
}

/** From here on the run archives nothing more, should it still be going on. */
async function closeRun(tx: Transaction, runId: string): Promise<void> {
  const run = await accessRun(tx, runId);
  if (run.undone_at) return;
  if (tx.clock.now() > undoableUntil(run)) {
    throw new Refusal(409, "too_late", "This run is older than 24 hours and can no longer be undone.", {
      detail: "Open the conversations that you need from the archive, one by one.",
    });
  }
  await markUndone(tx, runId);
  const name = run.ran_at.toISOString();
  await recordAudit(tx, { action: "archive.undone", subject: { kind: "archive_run", id: runId, name } });
}

async function accessRun(context: Context, runId: string): Promise<ArchiveRunRow> {
  const [run] = await read(context, runById(context.workspaceId, runId));
  if (!run) throw notFound();
  return run;
}

async function restoreBatch(tx: Transaction, runId: string, most: number, waiting: boolean): Promise<number> {
  const ids = await lockArchived(tx, runId, most, waiting);
  if (ids.length === 0) return 0;
  const facts = ids.map((conversationId) => ({ kind: "conversation.restored", conversationId }));
  const [teamIds] = await Promise.all([restore(tx, ids, runId), announceQuietly(tx, facts)]);
  await distributeTeams(tx, teamIds);
  return ids.length;
}

import { inactiveSince } from "#server/archiving/inactive-since.ts";
import { addToRun, archive, autoArchiveDays, lockInactive } from "#server/archiving/queries.ts";
import { type Context, read, type Transaction, transact } from "#server/context.ts";
import { announce, announceQuietly } from "#server/platform/events/announce.ts";
import { newId } from "#server/platform/identifier.ts";
import { distributeToMembers } from "#server/teams/distribute-later.ts";

interface Run {
  readonly id: string;
  readonly ran_at: Date;
  readonly inactive_days: number;
  readonly since: Date;
}

const batchSize = 500;

/**
 * Archives every conversation of the workspace in which nothing has happened for the period of its settings, in short
 * transactions, and returns how many. What is being changed at this moment, such as by a message that comes in, is left
 * alone. The customer is told nothing; the thread says why. A run that archives nothing leaves no trace.
 */
export async function archiveInactive(context: Context, signal: AbortSignal): Promise<number> {
  const run = await planRun(context);
  if (!run) return 0;
  let archived = 0;
  for (let batch = batchSize; batch === batchSize && !signal.aborted; archived += batch) {
    batch = await transact(context, (tx) => archiveBatch(tx, run));
  }
  if (archived > 0) await transact(context, (tx) => announceRun(tx, run, archived));
  return archived;
}

async function planRun(context: Context): Promise<Run | null> {
  const days = await readDays(context);
  if (days === null) return null;
  return { id: newId(), ran_at: context.clock.now(), inactive_days: days, since: inactiveSince(context.clock, days) };
}

async function readDays(context: Context): Promise<number | null> {
  const [workspace] = await read(context, autoArchiveDays(context.workspaceId));
  return workspace?.auto_archive_days ?? null;
}

/** Stops when the period was changed or the run undone while it went on. */
async function archiveBatch(tx: Transaction, { since, ...run }: Run): Promise<number> {
  const [days, ids] = await Promise.all([readDays(tx), lockInactive(tx, since, batchSize)]);
  if (ids.length === 0 || days !== run.inactive_days) return 0;
  if (!(await addToRun(tx, { ...run, archived: ids.length }))) return 0;
  const details = { inactiveDays: run.inactive_days };
  const facts = ids.map((conversationId) => ({ kind: "conversation.archived", conversationId, details }));
  const [assignees] = await Promise.all([archive(tx, ids, run), announceQuietly(tx, facts)]);
  await distributeToMembers(tx, assignees);
  return ids.length;
}

function announceRun(tx: Transaction, run: Run, archived: number): Promise<void> {
  return announce(tx, { kind: "conversations.archived", subjectId: run.id, details: { archived } });
}

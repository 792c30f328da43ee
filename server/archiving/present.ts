import type { ArchiveRun } from "#contract/archiving.ts";
import type { ArchiveRunRow } from "#server/archiving/queries.ts";

/** How long a run can be undone. */
const undoMilliseconds = 24 * 3_600_000;

/** When a run can no longer be undone. */
export function undoableUntil({ ran_at }: Pick<ArchiveRunRow, "ran_at">): Date {
  return new Date(ran_at.getTime() + undoMilliseconds);
}

/** A run as the contract shows it. */
export function presentRun(run: ArchiveRunRow): ArchiveRun {
  return {
    id: run.id,
    ranAt: run.ran_at.toISOString(),
    inactiveDays: run.inactive_days,
    archived: run.archived,
    undoableUntil: undoableUntil(run).toISOString(),
    undoneAt: run.undone_at?.toISOString() ?? null,
    restored: run.restored,
  };
}

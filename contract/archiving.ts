import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { id, moment, page, pageQuery } from "#contract/values.ts";

/** A conversation that a period would archive now. */
export const archiveCandidate = z.object({
  conversationId: id,
  contactName: z.string(),
  channelName: z.string(),
  assigneeName: z.string().nullable(),
  lastActivityAt: moment,
});

/**
 * What a period of so many days would archive if it were saved now: the exact count, and the list by pages, longest inactive
 * first. Refused `invalid_cursor`.
 */
export const previewArchive = endpoint({
  method: "GET",
  path: "/archive-preview",
  summary: "Preview what an auto-archive period would archive",
  access: right("workspace.configure"),
  status: 200,
  query: pageQuery.extend({ days: z.coerce.number().int().min(1).max(365) }),
  answer: page(archiveCandidate).extend({ total: z.number().int() }),
});

/** One run of auto-archive that archived something. It can be undone until `undoableUntil` (24 hours). */
export const archiveRun = z.object({
  id,
  ranAt: moment,
  inactiveDays: z.number().int(),
  archived: z.number().int(),
  undoableUntil: moment,
  undoneAt: moment.nullable(),
  restored: z.number().int().nullable(),
});

/** One run of auto-archive that archived something. */
export type ArchiveRun = z.output<typeof archiveRun>;

/** The runs of auto-archive, newest first. */
export const listArchiveRuns = endpoint({
  method: "GET",
  path: "/archive-runs",
  summary: "List the runs of auto-archive",
  access: right("workspace.configure"),
  status: 200,
  query: pageQuery,
  answer: page(archiveRun),
});

/**
 * Undoes a run: each conversation gets back the exact state it had, unless it was opened again or archived by hand meanwhile,
 * and auto-archive leaves it alone for a full period. Refused 409 `too_late` after 24 hours; undoing twice changes nothing.
 */
export const undoArchiveRun = endpoint({
  method: "PUT",
  path: "/archive-runs/:runId/undo",
  summary: "Undo a run of auto-archive",
  access: right("workspace.configure"),
  status: 200,
  params: z.object({ runId: id }),
  answer: archiveRun,
});

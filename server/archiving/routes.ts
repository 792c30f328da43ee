import * as contract from "#contract/archiving.ts";
import { listArchiveRuns } from "#server/archiving/list-archive-runs.ts";
import { previewArchive } from "#server/archiving/preview-archive.ts";
import { undoArchiveRun } from "#server/archiving/undo-archive-run.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";

/** The endpoints of auto-archive. */
export function archivingRoutes(): Route[] {
  return [
    serve(contract.previewArchive, ({ context, query }) => previewArchive(context, query)),
    serve(contract.listArchiveRuns, ({ context, query }) => listArchiveRuns(context, query)),
    serve(contract.undoArchiveRun, ({ context, params }) => undoArchiveRun(context, params)),
  ];
}

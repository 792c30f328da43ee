import { proofMilliseconds } from "#server/channels/present.ts";
import { staleChannels } from "#server/channels/queries.ts";
import { recordReport } from "#server/channels/status/record-report.ts";
import { type Context, read } from "#server/context.ts";
import type { Schedule } from "#server/platform/jobs/job.ts";
import { visitWorkspaces } from "#server/platform/jobs/visit-workspaces.ts";

/** Finds channels that were left behind as connected and that no process runs any more, and says that they are not. */
export function noticeStaleChannels(schedule: Schedule): Promise<void> {
  const oldest = new Date(schedule.clock.now().getTime() - proofMilliseconds);
  return visitWorkspaces(schedule, { text: "select distinct workspace_id as id from channels_to_run()" }, (context) =>
    noticeIn(context, oldest),
  );
}

async function noticeIn(context: Context, oldest: Date): Promise<void> {
  for (const { id } of await read(context, staleChannels(context, oldest))) {
    await recordReport(context, id, "question", { outcome: "failed", reason: "stale" });
  }
}

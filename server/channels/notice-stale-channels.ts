import { proofMilliseconds } from "#server/channels/present.ts";
import { staleChannels } from "#server/channels/queries.ts";
import { recordReport } from "#server/channels/record-report.ts";
import { read } from "#server/context.ts";
import type { Schedule } from "#server/platform/jobs/job.ts";

/** Finds channels that were left behind as connected and that no process runs any more, and says that they are not. */
export async function noticeStaleChannels({ pool, clock, contextOf }: Schedule): Promise<void> {
  const { rows } = await pool.query<{ workspace_id: string }>("select distinct workspace_id from channels_to_run()");
  const oldest = new Date(clock.now().getTime() - proofMilliseconds);
  for (const { workspace_id: workspaceId } of rows) {
    const context = contextOf(workspaceId);
    for (const { id } of await read(context, staleChannels(context, oldest))) {
      await recordReport(context, id, "question", { outcome: "failed", reason: "stale" });
    }
  }
}

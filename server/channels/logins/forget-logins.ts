import { type Context, transact } from "#server/context.ts";
import type { Schedule } from "#server/platform/jobs/job.ts";
import { visitWorkspaces } from "#server/platform/jobs/visit-workspaces.ts";

/** Forgets the logins whose time is over, and with them the credentials of what nobody has chosen. */
export function forgetLogins(schedule: Schedule): Promise<void> {
  const now = schedule.clock.now();
  const query = { text: "select workspaces_with_ended_logins($1) as id", values: [now] };
  return visitWorkspaces(schedule, query, (context) => forgetEnded(context, now));
}

async function forgetEnded(context: Context, now: Date): Promise<void> {
  await transact(context, ({ db, workspaceId }) =>
    db.deleteFrom("channel_logins").where("workspace_id", "=", workspaceId).where("expires_at", "<=", now).execute(),
  );
}

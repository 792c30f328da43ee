import type { ScheduledJob } from "#server/platform/jobs/job.ts";
import { forgetEnded } from "#server/sessions/forget-ended.ts";

/** What signing in does by the clock. */
export function sessionSchedules(): ScheduledJob[] {
  return [{ name: "forget_ended_sessions", pattern: "*/10 * * * *", handle: forgetEnded }];
}

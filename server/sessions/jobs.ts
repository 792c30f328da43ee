import type { JobHandler, ScheduledJob } from "#server/platform/jobs/job.ts";
import { forgetEnded } from "#server/sessions/forget-ended.ts";
import { invitationMail, passwordResetMail } from "#server/sessions/mail-jobs.ts";
import { type LinkMailParts, mailInvitation, mailPasswordReset } from "#server/sessions/mail-links.ts";

/** What signing in defers. */
export function sessionJobs(parts: LinkMailParts): JobHandler[] {
  return [
    invitationMail.handledBy((context, payload) => mailInvitation(context, parts, payload)),
    passwordResetMail.handledBy((context, { personId }) => mailPasswordReset(context, parts, personId)),
  ];
}

/** What signing in does by the clock. */
export function sessionSchedules(): ScheduledJob[] {
  return [{ name: "forget_ended_sessions", pattern: "*/10 * * * *", handle: forgetEnded }];
}

import { alertMail } from "#server/alerts/alert-mail.ts";
import { type AlertMailParts, mailAlert } from "#server/alerts/mail-alert.ts";
import type { JobHandler } from "#server/platform/jobs/job.ts";

/** The work that alerts defer. */
export function alertJobs(parts: AlertMailParts): JobHandler[] {
  return [alertMail.handledBy((context, payload) => mailAlert(context, parts, payload))];
}

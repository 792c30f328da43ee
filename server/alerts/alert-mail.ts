import { job } from "#server/platform/jobs/job.ts";

/** Tells one member of an alert by e-mail: that it was raised, or that it is over. */
export const alertMail = job<{ outageId: string; memberId: string; isOver: boolean }>("mail_alert");

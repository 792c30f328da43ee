import { job } from "#server/platform/jobs/job.ts";

/** Sends an invited person the way in. */
export const invitationMail = job<{ memberId: string; personId: string }>("mail_invitation");

/** Sends a person a link to choose a new password; does nothing when there is no such person. */
export const passwordResetMail = job<{ personId: string }>("mail_password_reset");

import { job } from "#server/platform/jobs/job.ts";

/** Fetches the bytes of a file that is still with the outside service. Enqueued where the message is stored. */
export const fetchFile = job<{ fileId: string }>("fetch_file");

/** Fetches a customer's picture. Enqueued when a contact is new. */
export const fetchAvatar = job<{ contactId: string }>("fetch_avatar");

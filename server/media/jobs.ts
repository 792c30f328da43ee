import { fetchAvatar as fetchAvatarNow } from "#server/media/fetch-avatar.ts";
import { type FetchParts, fetchFile as fetchFileNow } from "#server/media/fetch-file.ts";
import { abandonedAfterMilliseconds, removeAbandonedUploads } from "#server/media/remove-abandoned-uploads.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import { type JobHandler, job, type ScheduledJob } from "#server/platform/jobs/job.ts";

/** Fetches the bytes of a file that is still with the outside service. Enqueued where the message is stored. */
export const fetchFile = job<{ fileId: string }>("fetch_file");

/** Fetches a customer's picture. Enqueued when a contact is new. */
export const fetchAvatar = job<{ contactId: string }>("fetch_avatar");

/** The code behind these jobs. */
export function mediaJobs(parts: FetchParts): JobHandler[] {
  return [
    fetchFile.handledBy((context, { fileId }, signal) => fetchFileNow(context, parts, fileId, signal)),
    fetchAvatar.handledBy((context, { contactId }, signal) => fetchAvatarNow(context, parts, contactId, signal)),
  ];
}

/** Once an hour, uploads that nobody sent are removed. */
export function mediaSchedules({ files }: { files: FileStore }): ScheduledJob[] {
  return [
    {
      name: "remove_abandoned_uploads",
      pattern: "17 * * * *",
      async handle({ pool, clock, contextOf }) {
        const before = new Date(clock.now().getTime() - abandonedAfterMilliseconds);
        const found = "select workspaces_with_abandoned_uploads($1) as id";
        const { rows } = await pool.query<{ id: string }>(found, [before]);
        for (const { id } of rows) await removeAbandonedUploads(contextOf(id), files);
      },
    },
  ];
}

import type { Transaction } from "#server/context.ts";
import { fetchAvatar as fetchAvatarNow } from "#server/media/fetch-avatar.ts";
import { type FetchParts, fetchFile as fetchFileNow } from "#server/media/fetch-file.ts";
import { abandonedAfterMilliseconds, removeAbandonedUploads } from "#server/media/remove-abandoned-uploads.ts";
import { removeFile as removeFileNow } from "#server/media/remove-file.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import { type JobHandler, job, type ScheduledJob } from "#server/platform/jobs/job.ts";
import { laneOf } from "#server/platform/jobs/lane-of.ts";
import { visitWorkspaces } from "#server/platform/jobs/visit-workspaces.ts";

const fetchFile = job<{ fileId: string }>("fetch_file");
const removeFile = job<{ fileId: string }>("remove_file");
const fetchAvatar = job<{ contactId: string }>("fetch_avatar");

// Half of the jobs that a process runs at once: a service that hands out files slowly must not keep answers waiting.
const lanes = 4;

/** Has the bytes of a file fetched that is still with the outside service. Called where the message is stored. */
export function fetchFileLater(tx: Transaction, fileId: string): Promise<void> {
  return fetchFile.later(tx, { fileId }, { queue: laneOf("fetch", fileId, lanes) });
}

/** Has a file removed that no message shows any more. Called where the message is taken back. */
export function removeFileLater(tx: Transaction, fileId: string): Promise<void> {
  return removeFile.later(tx, { fileId }, { queue: laneOf("fetch", fileId, lanes) });
}

/** Has a customer's picture fetched. Called when a contact is new. */
export function fetchAvatarLater(tx: Transaction, contactId: string): Promise<void> {
  return fetchAvatar.later(tx, { contactId }, { queue: laneOf("fetch", contactId, lanes) });
}

/** The code behind these jobs. */
export function mediaJobs(parts: FetchParts): JobHandler[] {
  return [
    fetchFile.handledBy((context, { fileId }, signal) => fetchFileNow(context, parts, fileId, signal)),
    removeFile.handledBy((context, { fileId }) => removeFileNow(context, parts.files, fileId)),
    fetchAvatar.handledBy((context, { contactId }, signal) => fetchAvatarNow(context, parts, contactId, signal)),
  ];
}

/** Once an hour, uploads that nobody sent are removed. */
export function mediaSchedules({ files }: { files: FileStore }): ScheduledJob[] {
  return [
    {
      name: "remove_abandoned_uploads",
      pattern: "17 * * * *",
      handle(schedule) {
        const before = new Date(schedule.clock.now().getTime() - abandonedAfterMilliseconds);
        const found = { text: "select workspaces_with_abandoned_uploads($1) as id", values: [before] };
        return visitWorkspaces(schedule, found, (context) => removeAbandonedUploads(context, files));
      },
    },
  ];
}

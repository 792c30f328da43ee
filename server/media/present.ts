import type { UploadedFile } from "#contract/files.ts";
import type { KeptContent } from "#server/media/keep-content.ts";

/** A fresh upload as its sender sees it. */
export function presentUpload(fileId: string, name: string, kept: KeptContent): UploadedFile {
  const { type, bytes, width, height, thumbnailKey } = kept;
  return { id: fileId, name, type, bytes, width, height, hasThumbnail: thumbnailKey !== null };
}

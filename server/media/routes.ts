import { downloadFile, downloadThumbnail, uploadFile } from "#contract/files.ts";
import { mostFileBytes } from "#server/media/keep-content.ts";
import { readUpload } from "#server/media/read-upload.ts";
import { serveFile, serveThumbnail } from "#server/media/serve-file.ts";
import { uploadFile as keepUpload } from "#server/media/upload-file.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";

/** The endpoints of files. */
export function mediaRoutes({ files }: { files: FileStore }): Route[] {
  return [
    serve(uploadFile, async ({ context, request }) =>
      keepUpload(context, files, await readUpload(request, mostFileBytes)),
    ),
    serve(downloadFile, (call) => serveFile(files, call)),
    serve(downloadThumbnail, (call) => serveThumbnail(files, call)),
  ];
}

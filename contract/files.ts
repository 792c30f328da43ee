import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { id } from "#contract/values.ts";

/** A file that was uploaded and can now be sent with a message. */
export const uploadedFile = z.object({
  id,
  name: z.string(),
  type: z.string(),
  bytes: z.number().int(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  hasThumbnail: z.boolean(),
});

/** A file that was uploaded and can now be sent with a message. */
export type UploadedFile = z.output<typeof uploadedFile>;

/** The largest file that can be uploaded, in bytes. */
export const mostUploadBytes = 50 * 1024 * 1024;

/**
 * Uploads a file to send, at most 50 MB. Its type is judged by its first bytes. Until it is sent only its uploader sees it, and
 * after 24 hours it is removed. Refused `not_multipart`, `no_file`, `too_large`, `empty_file`, `upload_broken`.
 */
export const uploadFile = endpoint({
  method: "POST",
  path: "/files",
  summary: "Upload a file to send",
  access: right("inbox.reply"),
  status: 201,
  upload: true,
  answer: uploadedFile,
});

/**
 * The file itself, whole or the stretch of a `Range` header: PNG, JPEG, WebP, GIF, films and sound inline, everything else as a download
 * of a type that cannot run. 404 for whoever may not see its conversation.
 */
export const downloadFile = endpoint({
  method: "GET",
  path: "/files/:fileId",
  summary: "Download a file",
  access: { kind: "signed-in" },
  status: 200,
  stream: true,
  params: z.object({ fileId: id }),
});

/** A WebP of the file, at most 640 pixels wide and high. */
export const downloadThumbnail = endpoint({
  method: "GET",
  path: "/files/:fileId/thumbnail",
  summary: "Download a file's thumbnail",
  access: { kind: "signed-in" },
  status: 200,
  stream: true,
  params: z.object({ fileId: id }),
});

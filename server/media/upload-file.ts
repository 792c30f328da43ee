import type { UploadedFile } from "#contract/files.ts";
import { type Context, transact } from "#server/context.ts";
import { ContentRefused } from "#server/media/cap-content.ts";
import { cleanName } from "#server/media/clean-name.ts";
import { type KeptContent, keepContent } from "#server/media/keep-content.ts";
import { presentUpload } from "#server/media/present.ts";
import { deleteFile, insertUpload, markStored } from "#server/media/queries.ts";
import type { Upload } from "#server/media/read-upload.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import { newId } from "#server/platform/identifier.ts";

/**
 * Stores a file that the acting member wants to send. Until a message takes it, only they see it, and after a day it is removed.
 * Refused `empty_file`, and what reading the upload refuses.
 */
export async function uploadFile(context: Context, store: FileStore, upload: Upload): Promise<UploadedFile> {
  const fileId = newId();
  const name = cleanName(upload.name);
  // The row comes first: bytes whose row is missing after a crash would never be found again.
  await transact(context, (tx) => insertUpload(tx, fileId, name));
  const kept = await keepOrForget(context, store, fileId, upload);
  await transact(context, (tx) => markStored(tx, fileId, name, kept));
  return presentUpload(fileId, name, kept);
}

async function keepOrForget(context: Context, store: FileStore, id: string, upload: Upload): Promise<KeptContent> {
  try {
    return await keepContent(store, { workspaceId: context.workspaceId, id }, upload.content);
  } catch (error) {
    await transact(context, (tx) => deleteFile(tx, id));
    throw error instanceof ContentRefused && error.reason === "empty" ? emptyFile() : error;
  }
}

function emptyFile(): Refusal {
  return new Refusal(422, "empty_file", "This file is empty.", { detail: "Choose a file with something in it." });
}

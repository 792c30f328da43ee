import { type Context, read, transact } from "#server/context.ts";
import { keysOf } from "#server/media/keep-content.ts";
import { deleteFile, messagesOfFile } from "#server/media/queries.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";

/** Removes the bytes and the row of a file, unless a message shows it after all. May be repeated. */
export async function removeFile(context: Context, store: FileStore, fileId: string): Promise<void> {
  const shown = await read(context, messagesOfFile(context.workspaceId, fileId));
  if (shown.length > 0) return;
  const { storageKey, thumbnailKey } = keysOf({ workspaceId: context.workspaceId, id: fileId });
  await store.remove(storageKey);
  await store.remove(thumbnailKey);
  await transact(context, (tx) => deleteFile(tx, fileId));
}

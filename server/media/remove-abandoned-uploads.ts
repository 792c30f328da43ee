import { type Context, type Transaction, transact } from "#server/context.ts";
import { keysOf } from "#server/media/keep-content.ts";
import { abandonedUploads, deleteFile } from "#server/media/queries.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";

/** How long an upload may wait to be sent. */
export const abandonedAfterMilliseconds = 24 * 3_600_000;

const batchSize = 100;

/** Removes uploads that were not sent within a day, bytes and rows, and returns how many. */
export async function removeAbandonedUploads(context: Context, store: FileStore): Promise<number> {
  const before = new Date(context.clock.now().getTime() - abandonedAfterMilliseconds);
  let removed = 0;
  for (let batch = batchSize; batch === batchSize; removed += batch) {
    batch = await transact(context, (tx) => removeBatch(tx, store, before));
  }
  return removed;
}

/** The bytes go first: after a crash between the two the row is still there, and the next visit finishes the work. */
async function removeBatch(tx: Transaction, store: FileStore, before: Date): Promise<number> {
  const files = await abandonedUploads(tx, before, batchSize);
  for (const { workspace_id, id } of files) {
    const { storageKey, thumbnailKey } = keysOf({ workspaceId: workspace_id, id });
    await store.remove(storageKey);
    await store.remove(thumbnailKey);
    await deleteFile(tx, id);
  }
  return files.length;
}

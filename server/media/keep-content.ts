import { Readable } from "node:stream";
import { encodePicture } from "#server/media/encode-picture.ts";
import { headBytes, isPicture, judgeType } from "#server/media/judge-type.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";

/** The largest file that is kept, in bytes. */
export const mostFileBytes = 50 * 1024 * 1024;

/** The longest side of a thumbnail in pixels. */
export const thumbnailPixels = 640;

/** What was found out about a file while it was stored. */
export interface KeptContent {
  readonly bytes: number;
  readonly type: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly storageKey: string;
  readonly thumbnailKey: string | null;
}

/** Content that is not kept; nothing of it is left in the store. */
export class ContentRefused extends Error {
  readonly reason: "too_large" | "empty";
  constructor(reason: "too_large" | "empty") {
    super(reason);
    this.reason = reason;
  }
}

/** Stores a stream of at most `limit` bytes under the file's key, judges its type and makes a thumbnail of a picture. */
export async function keepContent(
  store: FileStore,
  file: { readonly workspaceId: string; readonly id: string },
  content: Readable,
  limit: number = mostFileBytes,
): Promise<KeptContent> {
  const storageKey = `${file.workspaceId}/${file.id}`;
  const head: Buffer[] = [];
  const bytes = await store.put(storageKey, Readable.from(capped(content, limit, head), { objectMode: false }));
  if (bytes === 0) {
    await store.remove(storageKey);
    throw new ContentRefused("empty");
  }
  const type = await judgeType(Buffer.concat(head));
  const picture = isPicture(type) ? await makeThumbnail(store, storageKey, bytes) : noPicture;
  return { bytes, type, storageKey, ...picture };
}

const noPicture = { width: null, height: null, thumbnailKey: null };

async function* capped(content: Readable, limit: number, head: Buffer[]): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of content) {
    const chunk: Buffer = Buffer.isBuffer(piece) ? piece : Buffer.from(piece);
    if (bytes < headBytes) head.push(chunk.subarray(0, headBytes - bytes));
    bytes += chunk.length;
    if (bytes > limit) throw new ContentRefused("too_large");
    yield chunk;
  }
}

async function makeThumbnail(store: FileStore, storageKey: string, bytes: number) {
  const picture = await encodePicture(() => store.get(storageKey), bytes, { pixels: thumbnailPixels, fit: "inside" });
  if (!picture) return noPicture;
  const thumbnailKey = `${storageKey}-thumbnail`;
  await store.put(thumbnailKey, picture.webp);
  return { width: picture.width, height: picture.height, thumbnailKey };
}
